CREATE TRIGGER submission_check BEFORE INSERT ON submission
BEGIN
  SELECT CASE
    WHEN EXISTS (SELECT 1 FROM submission x WHERE x.id = NEW.id) THEN RAISE(ABORT, 'TD:duplicate')
    WHEN NEW.id IS NULL OR NEW.content IS NULL OR NEW.findings IS NULL OR NEW.submitted_at IS NULL
      OR NEW.recorded_at IS NULL OR NEW.grading_class IS NULL OR NEW.pledge IS NULL THEN RAISE(ABORT, 'TD:malformed')
    WHEN s.application_id IS NULL THEN RAISE(ABORT, 'TD:not_found')
    WHEN s.deleted THEN RAISE(ABORT, 'TD:deleted')
    WHEN NEW.number IS NOT s.submission + 1 THEN RAISE(ABORT, 'TD:stale')
    WHEN v.action IS NULL OR v.condition NOT IN ('always', 'in_time') THEN RAISE(ABORT, 'TD:not_allowed')
    WHEN NOT EXISTS (
      SELECT 1 FROM seat t WHERE t.application_id = NEW.application_id AND t.desk = NEW.desk
        AND t.account_id = NEW.account_id) THEN RAISE(ABORT, 'TD:not_allowed')
    WHEN v.condition = 'in_time' AND NEW.recorded_at >= s.correction_due THEN RAISE(ABORT, 'TD:correction_overdue')
    WHEN NEW.content_hash IS NOT sha256_hex(NEW.content) THEN RAISE(ABORT, 'TD:digest')
    WHEN NOT EXISTS (
      SELECT 1 FROM application a JOIN organisation o ON o.id = a.unit_id JOIN notice n ON n.id = a.notice_id
      WHERE a.id = NEW.application_id AND a.number IS NOT NULL AND o.code = json_extract(NEW.content, '$.unit')
        AND n.catalogue_hash = NEW.catalogue_hash) THEN RAISE(ABORT, 'TD:direct')
    WHEN NEW.route IS NOT (
      SELECT json_group_array(department_id) FROM (
        SELECT department_id FROM application_route WHERE application_id = NEW.application_id ORDER BY level))
      THEN RAISE(ABORT, 'TD:route')
    WHEN NEW.number = 1 AND NOT EXISTS (
      SELECT 1 FROM application a
      JOIN organisation u ON u.id = a.unit_id
      JOIN application_route first ON first.application_id = a.id AND first.level = 1 AND first.department_id = u.parent_id
      JOIN application_route last ON last.application_id = a.id AND last.level = a.levels AND last.department_id = a.issuer_id
      WHERE a.id = NEW.application_id
        AND a.levels = (SELECT count(*) FROM application_route r WHERE r.application_id = a.id)
        AND NOT EXISTS (
          SELECT 1 FROM application_route r JOIN organisation o ON o.id = r.department_id
          JOIN application_route above ON above.application_id = r.application_id AND above.level = r.level + 1
          WHERE r.application_id = a.id AND above.department_id IS NOT o.parent_id)) THEN RAISE(ABORT, 'TD:route')
    WHEN EXISTS (
      SELECT 1 FROM json_each(NEW.content, '$.attachments') e
      LEFT JOIN blob b ON b.sha256 = e.value ->> '$.sha256'
      WHERE b.size IS NOT e.value ->> '$.size') THEN RAISE(ABORT, 'TD:blob_missing')
  END
  FROM (SELECT 1)
  LEFT JOIN situation s ON s.application_id = NEW.application_id
  LEFT JOIN verdict v ON v.levels = s.levels AND v.status = s.status AND v.stage = s.place AND v.action = 'submit'
    AND v.desk = NEW.desk;
END;

CREATE TRIGGER submission_effect AFTER INSERT ON submission
BEGIN
  INSERT INTO attachment (submission_id, position, section, record, slot, name, sha256, size, media_type)
  SELECT NEW.id, e.key, e.value ->> '$.section', e.value ->> '$.record', e.value ->> '$.slot', e.value ->> '$.name',
    e.value ->> '$.sha256', e.value ->> '$.size', e.value ->> '$.media_type'
  FROM json_each(NEW.content, '$.attachments') e;
  INSERT INTO audit_append (chain, at, entry)
  SELECT 'application:' || NEW.application_id, NEW.recorded_at, json_object(
    'account', NEW.account_id,
    'application', a.id,
    'catalogue', NEW.catalogue_hash,
    'class', NEW.grading_class,
    'content', NEW.content_hash,
    'desk', NEW.desk,
    'event', 'submission',
    'findings', sha256_hex(NEW.findings),
    'id', NEW.id,
    'notice', a.notice_id,
    'number', a.number,
    'pledge', NEW.pledge,
    'recorded_at', NEW.recorded_at,
    'route', json(NEW.route),
    'submission', NEW.number,
    'submitted_at', NEW.submitted_at,
    'unit', a.unit_id)
  FROM application a WHERE a.id = NEW.application_id;
  UPDATE application SET
    status = v.to_status,
    stage = CASE WHEN s.straight_back THEN v.straight_back_stage ELSE v.to_stage END,
    returned_from = '',
    submission = NEW.number,
    stage_since = NEW.recorded_at,
    submitted_at = NEW.submitted_at,
    correction_due = NULL,
    straight_back = 0,
    changed_since_return = 0,
    updated_at = NEW.recorded_at,
    name = coalesce(json_extract(NEW.content, '$.sections.basic[0].name'), ''),
    grading_class = NEW.grading_class,
    standard = coalesce(json_extract(NEW.content, '$.sections.basic[0].standard'), ''),
    service_type = coalesce(json_extract(NEW.content, '$.sections.basic[0].service_type'), ''),
    attachment_count = json_array_length(NEW.content, '$.attachments'),
    finding_count = json_array_length(NEW.findings),
    chain_length = application.chain_length + 1,
    chain_hash = (SELECT u.hash FROM audit u
      WHERE u.chain = 'application:' || NEW.application_id AND u.position = application.chain_length + 1)
  FROM situation s
  JOIN verdict v ON v.levels = s.levels AND v.status = s.status AND v.stage = s.place AND v.action = 'submit'
    AND v.desk = NEW.desk
  WHERE application.id = NEW.application_id AND s.application_id = NEW.application_id;
  DELETE FROM draft WHERE application_id = NEW.application_id;
  SELECT RAISE(ABORT, 'TD:direct') WHERE NOT EXISTS (
    SELECT 1 FROM application a JOIN audit u ON u.chain = 'application:' || a.id AND u.position = a.chain_length
    WHERE a.id = NEW.application_id AND a.submission = NEW.number AND a.chain_hash = u.hash
      AND json_extract(u.entry, '$.id') = NEW.id
      AND a.attachment_count = (SELECT count(*) FROM attachment t WHERE t.submission_id = NEW.id));
END;

CREATE TRIGGER submission_update BEFORE UPDATE ON submission
BEGIN
  SELECT RAISE(ABORT, 'TD:append_only');
END;

CREATE TRIGGER submission_delete BEFORE DELETE ON submission
BEGIN
  SELECT RAISE(ABORT, 'TD:append_only');
END;

-- Attachments are written by the submission's own trigger, before the application moves on to that submission.
CREATE TRIGGER attachment_check BEFORE INSERT ON attachment
WHEN NOT EXISTS (
  SELECT 1 FROM submission s JOIN application a ON a.id = s.application_id
  WHERE s.id = NEW.submission_id AND a.submission = s.number - 1)
BEGIN
  SELECT RAISE(ABORT, 'TD:append_only');
END;

CREATE TRIGGER attachment_update BEFORE UPDATE ON attachment
BEGIN
  SELECT RAISE(ABORT, 'TD:append_only');
END;

CREATE TRIGGER attachment_delete BEFORE DELETE ON attachment
BEGIN
  SELECT RAISE(ABORT, 'TD:append_only');
END;

CREATE TRIGGER deletion_check BEFORE INSERT ON deletion
BEGIN
  SELECT CASE
    WHEN s.application_id IS NULL THEN RAISE(ABORT, 'TD:not_found')
    WHEN s.deleted OR EXISTS (SELECT 1 FROM deletion x WHERE x.application_id = NEW.application_id)
      THEN RAISE(ABORT, 'TD:deleted')
    WHEN v.condition IS NOT 'always' THEN RAISE(ABORT, 'TD:not_allowed')
    WHEN NOT EXISTS (
      SELECT 1 FROM seat t WHERE t.application_id = NEW.application_id AND t.desk = NEW.desk
        AND t.account_id = NEW.account_id) THEN RAISE(ABORT, 'TD:not_allowed')
  END
  FROM (SELECT 1)
  LEFT JOIN situation s ON s.application_id = NEW.application_id
  LEFT JOIN verdict v ON v.levels = s.levels AND v.status = s.status AND v.stage = s.place AND v.action = 'delete'
    AND v.desk = NEW.desk;
END;

CREATE TRIGGER deletion_effect AFTER INSERT ON deletion
BEGIN
  INSERT INTO audit_append (chain, at, entry)
  VALUES ('application:' || NEW.application_id, NEW.recorded_at, json_object(
    'account', NEW.account_id,
    'desk', NEW.desk,
    'event', 'deletion',
    'id', NEW.application_id,
    'recorded_at', NEW.recorded_at));
  UPDATE application SET
    deleted_at = NEW.recorded_at,
    updated_at = NEW.recorded_at,
    chain_length = chain_length + 1,
    chain_hash = (SELECT u.hash FROM audit u
      WHERE u.chain = 'application:' || NEW.application_id AND u.position = application.chain_length + 1)
  WHERE id = NEW.application_id;
  SELECT RAISE(ABORT, 'TD:direct') WHERE NOT EXISTS (
    SELECT 1 FROM application a JOIN audit u ON u.chain = 'application:' || a.id AND u.position = a.chain_length
    WHERE a.id = NEW.application_id AND a.deleted_at IS NOT NULL AND a.chain_hash = u.hash);
END;

CREATE TRIGGER deletion_update BEFORE UPDATE ON deletion
BEGIN
  SELECT RAISE(ABORT, 'TD:append_only');
END;

CREATE TRIGGER deletion_delete BEFORE DELETE ON deletion
BEGIN
  SELECT RAISE(ABORT, 'TD:append_only');
END;
