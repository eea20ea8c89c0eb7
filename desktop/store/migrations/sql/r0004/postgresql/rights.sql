-- The rights of this revision: people call what binds and what is theirs, the guest login two functions, and nobody reads.

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['applicant', 'recovery_code', 'password_due', 'binding', 'guest_attempt'] LOOP
    EXECUTE format('ALTER TABLE talentdesk.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('REVOKE ALL ON talentdesk.%I FROM PUBLIC', name);
  END LOOP;
END $$;

REVOKE ALL ON SEQUENCE guest_registrations, guest_recoveries FROM PUBLIC;
REVOKE ALL ON FUNCTION applicant_check(), applicant_added(), recovery_code_check(), recovery_code_used(),
  account_opened(), password_due_check(), password_due_written(), password_due_set(text, integer, text), recovery_codes_void(text, text),
  recovery_codes_put(text, text), recovery_codes_renew(text), login_password(text, text), login_end(text), account_end(text),
  password_temporary(text, text),
  password_replaced(), registration_set(boolean, text), guest_restore(text), holds_now(text, text, text), binding_check(), binding_written(), application_of_bound(),
  binding_ask(text), binding_move(text, text, text), bindings_seen(), guest_may_try(regclass, bigint, integer),
  is_number_of(text, text), recovery_digest(text, text),
  guest_register(text, text, text, text, text, text, text), guest_recover(text, text, text), guests_end() FROM PUBLIC;

GRANT EXECUTE ON FUNCTION recovery_codes_renew(text), account_end(text), password_temporary(text, text), password_replaced(),
  registration_set(boolean, text), binding_ask(text), binding_move(text, text, text), bindings_seen() TO talentdesk_person;
GRANT EXECUTE ON FUNCTION login_password(text, text), login_end(text), guest_restore(text), guests_end() TO talentdesk_owner;

GRANT USAGE ON SCHEMA talentdesk TO talentdesk_guest;
GRANT EXECUTE ON FUNCTION schema_revision(), guest_register(text, text, text, text, text, text, text),
  guest_recover(text, text, text) TO talentdesk_guest;

-- The second wall, for the functions that read.
GRANT SELECT ON password_due, binding TO talentdesk_reader;
-- All but what stands for the person.
GRANT SELECT (account_id, name, document_type, document_number, mobile, registered_at) ON applicant TO talentdesk_reader;
GRANT SELECT (id, account_id, used_at) ON recovery_code TO talentdesk_reader;
CREATE POLICY binding_scope ON binding FOR SELECT TO talentdesk_reader
  USING (account_id = (SELECT me()) OR unit_id IN (SELECT my_organisations('unit')));
-- A desk knows who asks it; the inner question is answered by the policy above.
CREATE POLICY applicant_scope ON applicant FOR SELECT TO talentdesk_reader
  USING (account_id = (SELECT me()) OR account_id IN (SELECT b.account_id FROM binding b));
CREATE POLICY recovery_code_own ON recovery_code FOR SELECT TO talentdesk_reader USING (account_id = (SELECT me()));
CREATE POLICY password_due_own ON password_due FOR SELECT TO talentdesk_reader USING (account_id = (SELECT me()));
