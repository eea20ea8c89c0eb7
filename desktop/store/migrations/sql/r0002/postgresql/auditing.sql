-- Verifying the audit: the functions that read for it (reads.sql) belong to a role of their own, which sees everything that
-- is on record, and only for administrators and auditors. What they tell are digests; these columns they are made of.

GRANT USAGE ON SCHEMA talentdesk TO talentdesk_verifier;
GRANT EXECUTE ON FUNCTION me_as(text), sha256_hex(text) TO talentdesk_verifier;
GRANT SELECT (chain, position, ordinal, entry, previous, hash) ON audit TO talentdesk_verifier;
GRANT SELECT (id, chain_length, chain_hash) ON application TO talentdesk_verifier;
GRANT SELECT (id, application_id, submission, seq, action, stage, desk, organisation_id, account_id, decided_at, recorded_at,
  comment, meeting, correction_deadline, straight_back, origin) ON decision TO talentdesk_verifier;
GRANT SELECT (id, application_id, account_id, catalogue_hash, grading_class, content, desk, findings, pledge, recorded_at,
  route, number, submitted_at) ON submission TO talentdesk_verifier;
GRANT SELECT (application_id, account_id, desk, recorded_at) ON deletion TO talentdesk_verifier;

CREATE POLICY audit_verified ON audit FOR SELECT TO talentdesk_verifier
  USING ((SELECT me_as('administrator')) IS NOT NULL OR (SELECT me_as('auditor')) IS NOT NULL);
CREATE POLICY application_verified ON application FOR SELECT TO talentdesk_verifier
  USING ((SELECT me_as('administrator')) IS NOT NULL OR (SELECT me_as('auditor')) IS NOT NULL);
CREATE POLICY decision_verified ON decision FOR SELECT TO talentdesk_verifier
  USING ((SELECT me_as('administrator')) IS NOT NULL OR (SELECT me_as('auditor')) IS NOT NULL);
CREATE POLICY submission_verified ON submission FOR SELECT TO talentdesk_verifier
  USING ((SELECT me_as('administrator')) IS NOT NULL OR (SELECT me_as('auditor')) IS NOT NULL);
CREATE POLICY deletion_verified ON deletion FOR SELECT TO talentdesk_verifier
  USING ((SELECT me_as('administrator')) IS NOT NULL OR (SELECT me_as('auditor')) IS NOT NULL);

GRANT EXECUTE ON FUNCTION audit_order() TO talentdesk_person;

-- That somebody has taken a list of so many rows with them.
CREATE FUNCTION list_exported(number integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  IF me() IS NULL THEN PERFORM refuse('not_allowed'); END IF;
  IF number IS NULL OR number < 0 THEN PERFORM refuse('direct'); END IF;
  PERFORM require_present();
  PERFORM disclosure_audited(json_build_object('account', me(), 'event', 'list_export', 'rows', number));
END $$;

-- That somebody has taken a form, which speaks of so many applications, on paper or as a file.
CREATE FUNCTION form_exported(form text, number integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  IF me() IS NULL THEN PERFORM refuse('not_allowed'); END IF;
  IF number IS NULL OR number < 0 OR form IS NULL OR form NOT IN ('application_form', 'application_list') THEN
    PERFORM refuse('direct');
  END IF;
  PERFORM require_present();
  PERFORM disclosure_audited(json_build_object('account', me(), 'event', 'form_export', 'form', form, 'rows', number));
END $$;

REVOKE ALL ON FUNCTION list_exported(integer), form_exported(text, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION list_exported(integer), form_exported(text, integer) TO talentdesk_person;
