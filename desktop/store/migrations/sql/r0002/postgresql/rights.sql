-- People may add a decision, and nothing else: they read no table, and what they read otherwise, functions give them.
-- Beneath, every table has row level security on, so that a right given by mistake still opens nothing.

REVOKE ALL ON ALL TABLES IN SCHEMA talentdesk FROM PUBLIC;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA talentdesk FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA talentdesk FROM PUBLIC;
GRANT USAGE ON SCHEMA talentdesk TO talentdesk_person;

DO $$
DECLARE
  name text;
BEGIN
  FOR name IN SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'talentdesk'::regnamespace AND c.relkind = 'r' LOOP
    EXECUTE format('ALTER TABLE talentdesk.%I ENABLE ROW LEVEL SECURITY', name);
  END LOOP;
END $$;

GRANT EXECUTE ON FUNCTION me(), schema_revision() TO talentdesk_person;
GRANT INSERT (id, application_id, submission, seq, action, stage, desk, organisation_id, account_id, decided_at, recorded_at,
  comment, meeting, correction_deadline, straight_back, origin) ON decision TO talentdesk_person;
CREATE POLICY decision_own ON decision FOR INSERT TO talentdesk_person WITH CHECK (account_id = (SELECT me()));

GRANT EXECUTE ON FUNCTION account_add(text, text, text, text), account_rename(text, text), account_close(text),
  account_reopen(text, text), membership_add(text, text, text, text) TO talentdesk_person;
