-- The id of a decision is looked for among those on applications that a person may read: one that is on record beyond
-- their scope must neither be told nor stand in the way.
ALTER TABLE decision DROP CONSTRAINT pk_decision, ADD CONSTRAINT pk_decision PRIMARY KEY (id, application_id);

-- The questions of desktop.domain.decisions.check_decision, in its order, after those that only a shared database asks:
-- who this is, and whether they may know of the application at all.
CREATE FUNCTION decision_check() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  s situation%ROWTYPE;
  v verdict%ROWTYPE;
BEGIN
  IF NOT acts_for_all() THEN
    PERFORM require_present();
    IF NEW.account_id IS DISTINCT FROM me() THEN PERFORM refuse('not_allowed'); END IF;
    IF NOT may_read(NEW.application_id) THEN PERFORM refuse('not_found'); END IF;
  END IF;
  PERFORM 1 FROM application a WHERE a.id = NEW.application_id FOR NO KEY UPDATE;
  IF NOT acts_for_all() THEN
    NEW.recorded_at := now_milliseconds();  -- not before its turn has come
    NEW.decided_at := NEW.recorded_at;
    NEW.origin := 'online';
  END IF;
  SELECT * INTO s FROM situation x WHERE x.application_id = NEW.application_id;
  SELECT * INTO v FROM verdict x WHERE x.levels = s.levels AND x.status = s.status AND x.stage = s.place
    AND x.action = NEW.action AND x.desk = NEW.desk;
  PERFORM refuse(CASE
    WHEN EXISTS (SELECT 1 FROM decision d WHERE d.id = NEW.id
      AND (d.application_id = NEW.application_id OR acts_for_all() OR may_read(d.application_id))) THEN 'duplicate'
    WHEN NEW.id IS NULL OR NEW.comment IS NULL OR NEW.meeting IS NULL OR NEW.straight_back IS NULL
      OR NEW.decided_at IS NULL OR NEW.recorded_at IS NULL OR NEW.origin IS NULL THEN 'malformed'
    WHEN s.application_id IS NULL THEN 'not_found'
    WHEN s.deleted <> 0 THEN 'deleted'
    WHEN NEW.submission IS DISTINCT FROM s.submission OR NEW.seq IS DISTINCT FROM s.seq THEN 'stale'
    WHEN NEW.action IN ('submit', 'delete') OR v.action IS NULL THEN 'not_allowed'
    WHEN NEW.stage IS DISTINCT FROM v.recorded_stage THEN 'stale'
    WHEN NOT EXISTS (
      SELECT 1 FROM seat t WHERE t.application_id = NEW.application_id AND t.desk = NEW.desk
        AND t.organisation_id = NEW.organisation_id AND t.account_id = NEW.account_id) THEN 'not_allowed'
    WHEN v.condition = 'overdue' AND (s.correction_due IS NULL OR NEW.recorded_at < s.correction_due)
      THEN 'correction_not_overdue'
    WHEN v.condition = 'undoes_return' AND s.changed_since_return <> 0 THEN 'applicant_has_changed'
    WHEN v.condition IN ('undoes_pass', 'undoes_return', 'undoes_termination') AND (
      s.last_action IS DISTINCT FROM CASE v.condition WHEN 'undoes_pass' THEN 'pass' WHEN 'undoes_return' THEN 'return'
        ELSE 'terminate' END
      OR s.last_desk IS DISTINCT FROM NEW.desk OR s.last_submission IS DISTINCT FROM s.submission)
      THEN 'not_last_decision'
    WHEN v.condition = 'undoes_termination' AND NEW.recorded_at - s.last_recorded_at >= 24 * 3600 * 1000
      THEN 'withdrawal_too_late'
    WHEN v.condition NOT IN ('always', 'overdue', 'undoes_pass', 'undoes_return', 'undoes_termination') THEN 'not_allowed'
    WHEN v.comment_required <> 0 AND is_blank(NEW.comment) THEN 'comment_required'
    WHEN length(NEW.comment) > 2000 THEN 'comment_too_long'
    WHEN v.meeting_required <> 0 AND is_blank(NEW.meeting) THEN 'meeting_required'
    WHEN NEW.meeting <> '' AND v.meeting_required = 0 THEN 'meeting_not_allowed'
    WHEN length(NEW.meeting) > 100 THEN 'meeting_too_long'
    WHEN NEW.action <> 'return' AND NEW.correction_deadline IS NOT NULL THEN 'deadline_not_allowed'
    WHEN NEW.action <> 'return' AND NEW.straight_back IS DISTINCT FROM 0 THEN 'straight_back_not_allowed'
    WHEN NEW.action = 'return' AND NEW.correction_deadline IS NULL AND NEW.recorded_at >= s.notice_closes
      THEN 'deadline_required'
    WHEN NOT is_day(NEW.correction_deadline) OR NEW.correction_deadline < shanghai_day(NEW.recorded_at)
      THEN 'deadline_past'
  END);
  RETURN NEW;
END $$;

CREATE TRIGGER decision_check BEFORE INSERT ON decision FOR EACH ROW EXECUTE FUNCTION decision_check();

CREATE FUNCTION decision_effect() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  digest text;
BEGIN
  digest := audit_add('application:' || NEW.application_id, NEW.recorded_at, entry_text(json_build_object(
    'account', NEW.account_id,
    'action', NEW.action,
    'comment', sha256_hex(NEW.comment),
    'correction_deadline', NEW.correction_deadline,
    'decided_at', NEW.decided_at,
    'desk', NEW.desk,
    'event', 'decision',
    'id', NEW.id,
    'meeting', sha256_hex(NEW.meeting),
    'organisation', NEW.organisation_id,
    'origin', NEW.origin,
    'recorded_at', NEW.recorded_at,
    'seq', NEW.seq,
    'stage', NEW.stage,
    'straight_back', NEW.straight_back,
    'submission', NEW.submission)));
  UPDATE application a SET
    status = v.to_status,
    stage = v.to_stage,
    returned_from = CASE WHEN v.to_status IN ('returned', 'terminated') THEN v.stage ELSE '' END,
    -- taking a decision back does not start the waiting anew: it goes on from when the application came to that stage
    stage_since = CASE WHEN v.to_status <> 'submitted' THEN NULL WHEN NEW.action <> 'withdraw' THEN NEW.recorded_at ELSE coalesce(
      (SELECT max(d.recorded_at) FROM decision d JOIN verdict w ON w.levels = s.levels AND w.status = 'submitted'
          AND w.stage = d.stage AND w.action = d.action AND w.desk = d.desk
        WHERE d.application_id = NEW.application_id AND d.submission = NEW.submission AND d.action = 'pass'
          AND w.to_stage = v.to_stage),
      (SELECT x.recorded_at FROM submission x WHERE x.application_id = NEW.application_id AND x.number = NEW.submission)) END,
    correction_due = CASE v.to_status WHEN 'returned' THEN coalesce(
      extract(epoch FROM NEW.correction_deadline::date + 1)::bigint * 1000 - 8 * 3600 * 1000, s.notice_closes) END,
    straight_back = CASE v.to_status WHEN 'returned' THEN NEW.straight_back ELSE 0 END,
    changed_since_return = 0,
    seq = a.seq + 1,
    updated_at = NEW.recorded_at,
    chain_length = a.chain_length + 1,
    chain_hash = digest
  FROM situation s
  JOIN verdict v ON v.levels = s.levels AND v.status = s.status AND v.stage = s.place AND v.action = NEW.action
    AND v.desk = NEW.desk
  WHERE a.id = NEW.application_id AND s.application_id = NEW.application_id;
  IF NOT FOUND THEN PERFORM refuse('direct'); END IF;
  DELETE FROM comment_draft c WHERE c.account_id = NEW.account_id AND c.application_id = NEW.application_id;
  INSERT INTO handled (organisation_id, line)
  SELECT NEW.organisation_id, a.line FROM application a WHERE a.id = NEW.application_id
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

CREATE TRIGGER decision_effect AFTER INSERT ON decision FOR EACH ROW EXECUTE FUNCTION decision_effect();
CREATE TRIGGER decision_kept BEFORE UPDATE OR DELETE ON decision
  FOR EACH ROW EXECUTE FUNCTION refuse_change('append_only');
CREATE TRIGGER decision_whole BEFORE TRUNCATE ON decision
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('append_only');

CREATE FUNCTION handled_check() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM application a JOIN decision d ON d.application_id = a.id
    WHERE a.line = NEW.line AND d.organisation_id = NEW.organisation_id)
  THEN
    PERFORM refuse('direct');
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER handled_check BEFORE INSERT ON handled FOR EACH ROW EXECUTE FUNCTION handled_check();
CREATE TRIGGER handled_kept BEFORE UPDATE OR DELETE ON handled
  FOR EACH ROW EXECUTE FUNCTION refuse_change('append_only');
