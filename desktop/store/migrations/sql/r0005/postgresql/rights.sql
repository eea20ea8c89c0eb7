-- The rights of this revision: people call what writes notices and what reads them, and read nothing by themselves.

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['notice_draft', 'notice_file', 'notice_closing', 'self_check', 'notice_reading'] LOOP
    EXECUTE format('ALTER TABLE talentdesk.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('REVOKE ALL ON talentdesk.%I FROM PUBLIC', name);
  END LOOP;
END $$;

REVOKE ALL ON FUNCTION notice_closing_check(), notice_closing_done(), notice_draft_check(), notice_is_fixed(text),
  notice_file_check(), notice_file_written(), require_notice_draft(text), require_own_notice(text),
  notice_draft_save(text, text, text, text, bigint, bigint, text, integer, bigint), notice_draft_discard(text),
  notice_publish(text, text), notice_file_add(text, text, text, bytea), notice_file_remove(text, text),
  sees_notice_file(text, text), notice_file_size(text, text), notice_file_chunk(text, text, integer), notice_close(text),
  notice_move(text, bigint), notice_open(text), reading_left(text), require_read(text), application_of_reader(),
  own_last_outcome(text), self_check_guard(),
  self_check_tick(text, text) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION notice_draft_save(text, text, text, text, bigint, bigint, text, integer, bigint),
  notice_draft_discard(text), notice_publish(text, text), notice_file_add(text, text, text, bytea),
  notice_file_remove(text, text), notice_file_size(text, text), notice_file_chunk(text, text, integer),
  notice_close(text), notice_move(text, bigint), notice_open(text), reading_left(text), own_last_outcome(text), self_check_tick(text, text)
  TO talentdesk_person;

-- The second wall, for the functions that read: a draft is its department's own, and so are its files.
GRANT SELECT ON notice_draft, notice_file, notice_closing, self_check TO talentdesk_reader;
CREATE POLICY notice_draft_scope ON notice_draft FOR SELECT TO talentdesk_reader
  USING (issuer_id IN (SELECT my_organisations('department')));
CREATE POLICY notice_file_scope ON notice_file FOR SELECT TO talentdesk_reader
  USING ((published = 1 AND (SELECT me()) IS NOT NULL) OR notice_id IN (SELECT d.id FROM notice_draft d));
CREATE POLICY notice_closing_known ON notice_closing FOR SELECT TO talentdesk_reader USING ((SELECT me()) IS NOT NULL);
CREATE POLICY self_check_scope ON self_check FOR SELECT TO talentdesk_reader
  USING (EXISTS (SELECT 1 FROM application a WHERE a.id = application_id));
