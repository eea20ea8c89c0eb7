-- The questions of desktop.domain.decisions.check_decision, in its order. A NULL would slip through most of them, and
-- INSERT OR REPLACE would turn it into the column's default afterwards: decision has no defaults, and NULL is refused.
CREATE TRIGGER decision_check BEFORE INSERT ON decision
BEGIN
  SELECT CASE
    WHEN EXISTS (SELECT 1 FROM decision d WHERE d.id = NEW.id) THEN RAISE(ABORT, 'TD:duplicate')
    WHEN NEW.id IS NULL OR NEW.comment IS NULL OR NEW.meeting IS NULL OR NEW.straight_back IS NULL
      OR NEW.decided_at IS NULL OR NEW.recorded_at IS NULL OR NEW.origin IS NULL THEN RAISE(ABORT, 'TD:malformed')
    WHEN s.application_id IS NULL THEN RAISE(ABORT, 'TD:not_found')
    WHEN s.deleted THEN RAISE(ABORT, 'TD:deleted')
    WHEN NEW.submission IS NOT s.submission OR NEW.seq IS NOT s.seq THEN RAISE(ABORT, 'TD:stale')
    WHEN NEW.action IN ('submit', 'delete') OR v.action IS NULL THEN RAISE(ABORT, 'TD:not_allowed')
    WHEN NEW.stage IS NOT v.recorded_stage THEN RAISE(ABORT, 'TD:stale')
    WHEN NOT EXISTS (
      SELECT 1 FROM seat t WHERE t.application_id = NEW.application_id AND t.desk = NEW.desk
        AND t.organisation_id = NEW.organisation_id AND t.account_id = NEW.account_id) THEN RAISE(ABORT, 'TD:not_allowed')
    WHEN v.condition = 'overdue' AND (s.correction_due IS NULL OR NEW.recorded_at < s.correction_due)
      THEN RAISE(ABORT, 'TD:correction_not_overdue')
    WHEN v.condition = 'undoes_return' AND s.changed_since_return THEN RAISE(ABORT, 'TD:applicant_has_changed')
    WHEN v.condition IN ('undoes_pass', 'undoes_return', 'undoes_termination') AND (
      s.last_action IS NOT CASE v.condition WHEN 'undoes_pass' THEN 'pass' WHEN 'undoes_return' THEN 'return'
        ELSE 'terminate' END
      OR s.last_desk IS NOT NEW.desk OR s.last_submission IS NOT s.submission)
      THEN RAISE(ABORT, 'TD:not_last_decision')
    WHEN v.condition = 'undoes_termination' AND NEW.recorded_at - s.last_recorded_at >= 24 * 3600 * 1000
      THEN RAISE(ABORT, 'TD:withdrawal_too_late')
    WHEN v.condition NOT IN ('always', 'overdue', 'undoes_pass', 'undoes_return', 'undoes_termination')
      THEN RAISE(ABORT, 'TD:not_allowed')
    WHEN instr(NEW.comment, char(0)) OR instr(NEW.meeting, char(0)) THEN RAISE(ABORT, 'TD:bad_text')
    WHEN v.comment_required AND trim(NEW.comment, char(
      9, 10, 11, 12, 13, 28, 29, 30, 31, 32, 133, 160, 5760, 8192, 8193, 8194, 8195, 8196, 8197, 8198, 8199, 8200, 8201,
      8202, 8232, 8233, 8239, 8287, 12288)) = '' THEN RAISE(ABORT, 'TD:comment_required')
    WHEN length(NEW.comment) > 2000 THEN RAISE(ABORT, 'TD:comment_too_long')
    WHEN v.meeting_required AND trim(NEW.meeting, char(
      9, 10, 11, 12, 13, 28, 29, 30, 31, 32, 133, 160, 5760, 8192, 8193, 8194, 8195, 8196, 8197, 8198, 8199, 8200, 8201,
      8202, 8232, 8233, 8239, 8287, 12288)) = '' THEN RAISE(ABORT, 'TD:meeting_required')
    WHEN NEW.meeting <> '' AND NOT v.meeting_required THEN RAISE(ABORT, 'TD:meeting_not_allowed')
    WHEN length(NEW.meeting) > 100 THEN RAISE(ABORT, 'TD:meeting_too_long')
    WHEN NEW.action <> 'return' AND NEW.correction_deadline IS NOT NULL THEN RAISE(ABORT, 'TD:deadline_not_allowed')
    WHEN NEW.action <> 'return' AND NEW.straight_back IS NOT 0 THEN RAISE(ABORT, 'TD:straight_back_not_allowed')
    WHEN NEW.action = 'return' AND NEW.correction_deadline IS NULL AND NEW.recorded_at >= s.notice_closes
      THEN RAISE(ABORT, 'TD:deadline_required')
    WHEN NEW.correction_deadline IS NOT date(NEW.correction_deadline) THEN RAISE(ABORT, 'TD:deadline_past')
    WHEN NEW.correction_deadline < date((NEW.recorded_at + 8 * 3600 * 1000) / 1000, 'unixepoch')
      THEN RAISE(ABORT, 'TD:deadline_past')
  END
  FROM (SELECT 1)
  LEFT JOIN situation s ON s.application_id = NEW.application_id
  LEFT JOIN verdict v ON v.levels = s.levels AND v.status = s.status AND v.stage = s.place AND v.action = NEW.action
    AND v.desk = NEW.desk;
END;

CREATE TRIGGER decision_effect AFTER INSERT ON decision
BEGIN
  INSERT INTO audit_append (chain, at, entry)
  VALUES ('application:' || NEW.application_id, NEW.recorded_at, json_object(
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
    'submission', NEW.submission));
  UPDATE application SET
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
    correction_due = CASE v.to_status WHEN 'returned'
      THEN coalesce(unixepoch(NEW.correction_deadline, '+1 day') * 1000 - 8 * 3600 * 1000, s.notice_closes) END,
    straight_back = CASE v.to_status WHEN 'returned' THEN NEW.straight_back ELSE 0 END,
    changed_since_return = 0,
    seq = application.seq + 1,
    updated_at = NEW.recorded_at,
    chain_length = application.chain_length + 1,
    chain_hash = (SELECT u.hash FROM audit u
      WHERE u.chain = 'application:' || NEW.application_id AND u.position = application.chain_length + 1)
  FROM situation s
  JOIN verdict v ON v.levels = s.levels AND v.status = s.status AND v.stage = s.place AND v.action = NEW.action
    AND v.desk = NEW.desk
  WHERE application.id = NEW.application_id AND s.application_id = NEW.application_id;
  DELETE FROM comment_draft WHERE account_id = NEW.account_id AND application_id = NEW.application_id;
  SELECT RAISE(ABORT, 'TD:direct') WHERE NOT EXISTS (
    SELECT 1 FROM application a JOIN audit u ON u.chain = 'application:' || a.id AND u.position = a.chain_length
    WHERE a.id = NEW.application_id AND a.seq = NEW.seq + 1 AND a.chain_hash = u.hash
      AND json_extract(u.entry, '$.id') = NEW.id);
END;

CREATE TRIGGER decision_update BEFORE UPDATE ON decision
BEGIN
  SELECT RAISE(ABORT, 'TD:append_only');
END;

CREATE TRIGGER decision_delete BEFORE DELETE ON decision
BEGIN
  SELECT RAISE(ABORT, 'TD:append_only');
END;
