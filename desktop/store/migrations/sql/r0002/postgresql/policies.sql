-- The second wall: the functions people read through (reads.sql) belong to a role that may look at the tables, and finds in
-- them only what the person at the other end may know, whatever a function asks. Written apart from the functions, and in
-- a form that is worked out once for a statement: col IN (SELECT ...).

GRANT USAGE ON SCHEMA talentdesk TO talentdesk_reader;
GRANT EXECUTE ON FUNCTION me(), me_as(text), my_organisations(text[]), my_own_lines(), my_deleted_lines(), listed_numbers(text), each_text(text),
  search_folded(text), common_words(text), search_lines(text[]) TO talentdesk_reader;
GRANT SELECT ON account, membership, organisation, catalogue, notice, setting, route, route_department, handled, attachment,
  decision, original_check, application_view, attachment_view, saved_filter, comment_draft, phrase, application_search,
  situation, application_route, seat TO talentdesk_reader;
-- All but what stands for a person and what is searched: see evidence.sql.
GRANT SELECT (line, id, "key", unit_id, unit_name, notice_id, issuer_id, route_number, applicant_id, levels, number, status,
  stage, returned_from, submission, seq, stage_since, submitted_at, correction_due, straight_back,
  changed_since_return, updated_at, deleted_at, name, grading_class, standard, service_type, attachment_count,
  finding_count, status_rank, stage_rank, reached_committee, number_key, submitted_key, waiting_key)
  ON application TO talentdesk_reader;
-- All but the content, which is shown with numbers masked, and its digest, which would tell them.
GRANT SELECT (id, application_id, number, catalogue_hash, grading_class, findings, route, pledge, desk, account_id,
  submitted_at, recorded_at) ON submission TO talentdesk_reader;

-- A view shows a person no more than its tables do.
ALTER VIEW situation SET (security_invoker = true);
ALTER VIEW application_route SET (security_invoker = true);
ALTER VIEW seat SET (security_invoker = true);

-- The registers: names of organisations, and of the people who act for them, are no secret to whoever works here.
CREATE POLICY account_known ON account FOR SELECT TO talentdesk_reader USING ((SELECT me()) IS NOT NULL);
CREATE POLICY organisation_known ON organisation FOR SELECT TO talentdesk_reader USING ((SELECT me()) IS NOT NULL);
CREATE POLICY catalogue_known ON catalogue FOR SELECT TO talentdesk_reader USING ((SELECT me()) IS NOT NULL);
CREATE POLICY notice_known ON notice FOR SELECT TO talentdesk_reader USING ((SELECT me()) IS NOT NULL);
CREATE POLICY route_known ON route FOR SELECT TO talentdesk_reader USING ((SELECT me()) IS NOT NULL);
CREATE POLICY route_department_known ON route_department FOR SELECT TO talentdesk_reader
  USING ((SELECT me()) IS NOT NULL);
-- What stands for persons is made with the secret among the settings.
CREATE POLICY setting_known ON setting FOR SELECT TO talentdesk_reader
  USING (key <> 'person_secret' AND (SELECT me()) IS NOT NULL);
CREATE POLICY membership_own ON membership FOR SELECT TO talentdesk_reader
  USING (account_id = (SELECT me()) OR (SELECT me_as('administrator')) IS NOT NULL);

-- What is the person's own.
CREATE POLICY application_view_own ON application_view FOR SELECT TO talentdesk_reader
  USING (account_id = (SELECT me()));
CREATE POLICY attachment_view_own ON attachment_view FOR SELECT TO talentdesk_reader
  USING (account_id = (SELECT me()));
CREATE POLICY comment_draft_own ON comment_draft FOR SELECT TO talentdesk_reader USING (account_id = (SELECT me()));
CREATE POLICY phrase_own ON phrase FOR SELECT TO talentdesk_reader USING (account_id = (SELECT me()));
CREATE POLICY saved_filter_own ON saved_filter FOR SELECT TO talentdesk_reader USING (account_id = (SELECT me()));

-- Applications: see may_read, in what the indexes of the lists hold, so that they need not fetch each row to ask. What the
-- planner counts for this rule it counts for every row, asked or not: of 'handled', which has millions of rows, it would
-- count so much that it took any other way than an index that holds the list.
CREATE POLICY handled_own ON handled FOR SELECT TO talentdesk_reader
  USING (organisation_id IN (SELECT my_organisations('unit', 'department', 'secretary')));
CREATE POLICY application_scope ON application FOR SELECT TO talentdesk_reader USING (
  ((status_rank > 0 AND route_number IN (
      SELECT r.number FROM route r WHERE r.unit_id = ANY (ARRAY(SELECT my_organisations('unit')))))
    OR (status_rank > 0 AND route_number IN (
      SELECT d.route_number FROM route_department d
      WHERE d.department_id = ANY (ARRAY(SELECT my_organisations('department')))))
    OR (reached_committee = 1 AND route_number IN (
      SELECT r.number FROM route r WHERE r.issuer_id = ANY (ARRAY(SELECT my_organisations('secretary', 'member')))))
    OR line IN (SELECT my_own_lines()))
  AND (deleted_at IS NULL OR line IN (SELECT my_deleted_lines())));

-- What belongs to an application is as open as that: the inner question is answered by the policy above.
CREATE POLICY submission_scope ON submission FOR SELECT TO talentdesk_reader
  USING (EXISTS (SELECT 1 FROM application a WHERE a.id = application_id));
CREATE POLICY decision_scope ON decision FOR SELECT TO talentdesk_reader
  USING (EXISTS (SELECT 1 FROM application a WHERE a.id = application_id));
CREATE POLICY attachment_scope ON attachment FOR SELECT TO talentdesk_reader
  USING (EXISTS (SELECT 1 FROM submission s WHERE s.id = submission_id));
CREATE POLICY original_check_scope ON original_check FOR SELECT TO talentdesk_reader
  USING (organisation_id IN (SELECT my_organisations('unit', 'department', 'secretary'))
    AND EXISTS (SELECT 1 FROM application a WHERE a.id = application_id));

-- Were it asked row by row who may see it, its index would not be used. A line alone says nothing to anybody: functions that
-- read look up in `application` what they answer.
CREATE POLICY application_search_known ON application_search FOR SELECT TO talentdesk_reader USING (true);
