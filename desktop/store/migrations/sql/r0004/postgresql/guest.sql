-- What somebody may do who has no login yet, or has forgotten the password of theirs: one well-known login, talentdesk_guest,
-- calls two functions. They answer with a word instead of refusing, so that what they count is kept.

-- At how many milliseconds of the server's clock the next of these is due. Sequences keep what is written to them also when
-- the transaction is rolled back, so nobody tries for nothing.
CREATE SEQUENCE guest_registrations AS bigint MINVALUE 0 START 0;
CREATE SEQUENCE guest_recoveries AS bigint MINVALUE 0 START 0;

-- How often within a day, and when last, somebody began to register a person.
CREATE TABLE guest_attempt (
  person_key TEXT COLLATE "C" PRIMARY KEY,
  attempts INTEGER NOT NULL,
  since BIGINT NOT NULL,
  at BIGINT NOT NULL,
  made_by XID8 NOT NULL
);

-- Whether one more is early enough: one each `pace` milliseconds in the long run, `burst` of them at once.
CREATE FUNCTION guest_may_try(counter regclass, pace bigint, burst integer) RETURNS boolean
LANGUAGE plpgsql SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  moment bigint := now_milliseconds();
  due bigint;
BEGIN
  EXECUTE format('SELECT last_value FROM %s', counter) INTO due;
  due := greatest(due, moment) + pace;
  IF due - moment > pace * burst THEN RETURN false; END IF;
  PERFORM setval(counter, due);
  RETURN true;
END $$;

-- The twin of desktop.domain.document_types.is_number_of.
CREATE FUNCTION is_number_of(kind text, number text) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, talentdesk, pg_temp AS $$
  SELECT CASE
    WHEN number IS DISTINCT FROM normalised_document_number(number) THEN false
    WHEN kind = '居民身份证' THEN number ~ '^[0-9]{17}[0-9X]$' AND substr(number, 18, 1) = substr('10X98765432', 1 + ((
      SELECT sum(substr(number, place::integer, 1)::integer * weight)
      FROM unnest(ARRAY[7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]) WITH ORDINALITY w(weight, place)
      WHERE number ~ '^[0-9]{17}') % 11)::integer, 1)
    WHEN kind IN ('护照', '港澳居民来往内地通行证', '台湾居民来往大陆通行证', '外国人永久居留身份证') THEN number ~ '^[0-9A-Z]{5,30}$'
    ELSE false END
$$;

-- The twin of desktop.store.recovery_codes.code_digest, of a code in its plain form.
CREATE FUNCTION recovery_digest(login text, code text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, talentdesk, pg_temp AS $$
  SELECT sha256_hex('recovery' || chr(10) || login || chr(10) || code)
$$;

-- Makes an account for the person, with the login and the role applicant, in two steps: the first time it puts on record
-- that somebody asks and answers `once_more`; a later transaction is told whether the person is registered, or registers
-- them. In one step whoever asks would take the question back, and leave nothing behind.
CREATE FUNCTION guest_register(
  new_login text, verifier text, person text, kind text, number text, phone text, digests text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp SET lock_timeout = '3s' AS $$
DECLARE
  moment bigint := now_milliseconds();
  identity text := new_identity();
  stands_for text;
BEGIN
  PERFORM require_present();
  IF EXISTS (SELECT 1 FROM setting s WHERE s.key = 'registration' AND s.value = 'closed') THEN
    RETURN 'registration_closed';
  END IF;
  IF NOT guest_may_try('guest_registrations', 5000, 120) THEN RETURN 'too_many_attempts'; END IF;
  PERFORM pg_sleep(0.2);
  PERFORM require_verifier(verifier);
  PERFORM require_line(person, 50);
  IF phone IS NULL OR phone !~ '^1[3-9][0-9]{9}$'
    OR is_number_of(kind, number) IS NOT TRUE OR new_login IS NULL
  THEN
    PERFORM refuse('direct');
  END IF;
  -- also one of another database of this server: whoever came to its account here could set its password
  IF EXISTS (SELECT 1 FROM account a WHERE a.login = new_login) OR EXISTS (SELECT 1 FROM pg_roles r WHERE r.rolname = new_login)
  THEN
    RETURN 'login_taken';
  END IF;
  stands_for := person_key_of(number);
  IF NOT EXISTS (SELECT 1 FROM guest_attempt g WHERE g.person_key = stands_for AND g.at > moment - 60000
    AND g.made_by IS DISTINCT FROM pg_current_xact_id_if_assigned())
  THEN
    IF EXISTS (SELECT 1 FROM guest_attempt g WHERE g.person_key = stands_for AND g.attempts >= 5 AND g.since > moment - 86400000)
    THEN
      RETURN 'too_many_attempts';
    END IF;
    INSERT INTO guest_attempt VALUES (stands_for, 1, moment, moment, pg_current_xact_id())
    ON CONFLICT (person_key) DO UPDATE SET
      attempts = CASE WHEN guest_attempt.since > moment - 86400000 THEN guest_attempt.attempts + 1 ELSE 1 END,
      since = CASE WHEN guest_attempt.since > moment - 86400000 THEN guest_attempt.since ELSE moment END,
      at = moment, made_by = EXCLUDED.made_by;
    RETURN 'once_more';
  END IF;
  UPDATE guest_attempt g SET at = 0 WHERE g.person_key = stands_for;  -- asked once, answered once
  IF EXISTS (SELECT 1 FROM applicant a WHERE a.person_key = stands_for) THEN RETURN 'person_registered'; END IF;
  PERFORM login_make(new_login, verifier);
  INSERT INTO account (id, login, name, changed_at, changed_by) VALUES (identity, new_login, person, moment, identity);
  INSERT INTO membership (id, account_id, role, changed_at, changed_by)
  VALUES (new_identity(), identity, 'applicant', moment, identity);
  INSERT INTO applicant (account_id, name, document_type, document_number, person_key, mobile, registered_at)
  VALUES (identity, person, kind, number, stands_for, phone, moment);
  PERFORM recovery_codes_put(identity, digests);
  RETURN 'registered';
END $$;

-- Sets a forgotten password by a code, which is used up. Whatever does not fit is answered alike, and takes as long.
CREATE FUNCTION guest_recover(of_login text, code text, verifier text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp SET lock_timeout = '3s' AS $$
DECLARE
  identity text;
  known text;
BEGIN
  PERFORM require_present();
  IF NOT guest_may_try('guest_recoveries', 2000, 60) THEN RETURN 'too_many_attempts'; END IF;
  PERFORM pg_sleep(0.2);
  PERFORM require_verifier(verifier);
  SELECT a.id, c.id INTO identity, known FROM account a JOIN recovery_code c ON c.account_id = a.id
  WHERE a.login = of_login AND a.disabled = 0 AND c.used_at IS NULL AND c.digest = recovery_digest(of_login, code)
  FOR NO KEY UPDATE OF c;
  IF identity IS NULL OR NOT is_person(of_login) THEN RETURN 'recovery_refused'; END IF;
  UPDATE recovery_code c SET used_at = now_milliseconds(), used_by = identity WHERE c.id = known;
  IF EXISTS (SELECT 1 FROM password_due p WHERE p.account_id = identity AND p.due = 1) THEN
    PERFORM password_due_set(identity, 0, identity);
  END IF;
  PERFORM login_password(of_login, verifier);
  RETURN 'recovered';
END $$;

-- What a guest adds is on chains of its own: the chain of accounts, on which administrators write, a guest could hold.
CREATE OR REPLACE FUNCTION account_written() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  PERFORM audit_add(CASE session_user WHEN 'talentdesk_guest' THEN 'person:' || NEW.id ELSE 'accounts' END, NEW.changed_at,
    entry_text(json_build_object('account', NEW.changed_by, 'disabled', NEW.disabled, 'event', 'account', 'id', NEW.id,
      'login', sha256_hex(NEW.login), 'name', sha256_hex(NEW.name))));
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION membership_added() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  PERFORM audit_add(CASE session_user WHEN 'talentdesk_guest' THEN 'person:' || NEW.account_id ELSE 'accounts' END,
    NEW.changed_at, entry_text(json_build_object('account', NEW.changed_by, 'event', 'membership', 'id', NEW.id,
      'member', NEW.account_id, 'organisation', NEW.organisation_id, 'role', NEW.role)));
  RETURN NULL;
END $$;

-- Making a login waits for whoever is just making one (PostgreSQL locks the group). A guest could stay so for ever: whoever
-- is let in by an administrator comes first.
CREATE FUNCTION guests_end() RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
  SELECT pg_terminate_backend(a.pid) FROM pg_stat_activity a
  WHERE a.usename = 'talentdesk_guest' AND session_user <> 'talentdesk_guest' AND EXISTS (
    SELECT 1 FROM pg_locks l WHERE l.pid = a.pid AND l.locktype = 'transactionid' AND l.mode = 'ExclusiveLock')
$$;

GRANT CREATE ON SCHEMA talentdesk TO talentdesk_people;
ALTER FUNCTION guests_end() OWNER TO talentdesk_people;
REVOKE CREATE ON SCHEMA talentdesk FROM talentdesk_people;

CREATE OR REPLACE FUNCTION require_administrator() RETURNS text
LANGUAGE plpgsql SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM membership m WHERE m.account_id = me() AND m.role = 'administrator') AND NOT acts_for_all() THEN
    PERFORM refuse('administrator_only');
  END IF;
  IF NOT acts_for_all() THEN PERFORM require_present(); END IF;
  PERFORM guests_end();
  RETURN coalesce(me(), 'owner');
END $$;
