-- The rights of this revision: an applicant calls what keeps and reads their own form, and nobody else reads it.

ALTER TABLE draft_file ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON draft_file FROM PUBLIC;
ALTER TABLE catalogue_terms ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON catalogue_terms FROM PUBLIC;
REVOKE ALL ON FUNCTION are_terms(jsonb), catalogue_terms_put(text, text), day_written(text), years_after(date, integer),
  last_outcome_of(text, text), conditions_fail(text, jsonb, jsonb, date), submission_of_applicant() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION catalogue_terms_put(text, text) TO talentdesk_person;
REVOKE ALL ON FUNCTION bytes_are_held(text), bytes_check(), bytes_let_go(), application_settled(), is_own(text), form_is_given(text),
  bytes_at_hand(text, text), is_form(jsonb), files_of_form(jsonb), draft_start(text, text, text),
  draft_begin(filing_intent, text, text, text), own_to_fill_in(text),
  draft_attach(text, text), form_state(application), draft_save(text, text, text), draft_content(text),
  form_submitted(text), draft_file_size(text, text), draft_file_chunk(text, text, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION draft_start(text, text, text), draft_attach(text, text), draft_save(text, text, text),
  form_submitted(text), draft_file_size(text, text), draft_file_chunk(text, text, integer) TO talentdesk_person;

-- The second wall, for the functions that read: the inner question is answered by the policy of applications.
-- All but what is filled in, which states numbers whole.
GRANT SELECT (application_id, saved_at) ON draft TO talentdesk_reader;
GRANT SELECT ON draft_file TO talentdesk_reader;
GRANT EXECUTE ON FUNCTION draft_content(text) TO talentdesk_reader;
CREATE POLICY draft_own ON draft FOR SELECT TO talentdesk_reader
  USING (application_id IN (SELECT a.id FROM application a WHERE a.line IN (SELECT my_own_lines())));
CREATE POLICY draft_file_own ON draft_file FOR SELECT TO talentdesk_reader
  USING (application_id IN (SELECT a.id FROM application a WHERE a.line IN (SELECT my_own_lines())));

-- Beside an applicant: the desk of the unit begins and hands in, whoever may read the application reads that it was so.
ALTER TABLE beside ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON beside FROM PUBLIC;
REVOKE ALL ON FUNCTION my_assisted_lines(), assists(text), form_disclose(text), beside_check(), beside_written(),
  draft_start_beside(text, text, text, text), application_file_beside(text, integer, text, text, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION form_disclose(text), draft_start_beside(text, text, text, text),
  application_file_beside(text, integer, text, text, text, text) TO talentdesk_person;
GRANT SELECT ON beside TO talentdesk_reader;
CREATE POLICY beside_scope ON beside FOR SELECT TO talentdesk_reader
  USING (EXISTS (SELECT 1 FROM application a WHERE a.id = application_id));
