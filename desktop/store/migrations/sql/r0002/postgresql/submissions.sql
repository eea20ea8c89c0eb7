CREATE FUNCTION route_of(identity text) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, talentdesk, pg_temp AS $$
  SELECT id_list(array_agg(r.department_id ORDER BY r.level)) FROM application_route r WHERE r.application_id = identity
$$;

CREATE FUNCTION submission_check() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  s situation%ROWTYPE;
  v verdict%ROWTYPE;
  filed jsonb := NEW.content::jsonb;
BEGIN
  IF NOT acts_for_all() THEN
    PERFORM require_present();
    IF NEW.account_id IS DISTINCT FROM me() THEN PERFORM refuse('not_allowed'); END IF;
    IF NOT (may_read(NEW.application_id) OR may_file(NEW.application_id)) THEN PERFORM refuse('not_found'); END IF;
  END IF;
  PERFORM 1 FROM application a WHERE a.id = NEW.application_id FOR NO KEY UPDATE;
  IF NOT acts_for_all() THEN
    NEW.recorded_at := now_milliseconds();
  END IF;
  SELECT * INTO s FROM situation x WHERE x.application_id = NEW.application_id;
  SELECT * INTO v FROM verdict x WHERE x.levels = s.levels AND x.status = s.status AND x.stage = s.place
    AND x.action = 'submit' AND x.desk = NEW.desk;
  PERFORM refuse(CASE
    WHEN EXISTS (SELECT 1 FROM submission x WHERE x.id = NEW.id) THEN 'duplicate'
    WHEN NEW.id IS NULL OR NEW.content IS NULL OR NEW.findings IS NULL OR NEW.submitted_at IS NULL
      OR NEW.recorded_at IS NULL OR NEW.grading_class IS NULL OR NEW.pledge IS NULL THEN 'malformed'
    WHEN s.application_id IS NULL THEN 'not_found'
    WHEN s.deleted <> 0 THEN 'deleted'
    WHEN NEW.number IS DISTINCT FROM s.submission + 1 THEN 'stale'
    WHEN v.action IS NULL OR v.condition NOT IN ('always', 'in_time') THEN 'not_allowed'
    WHEN NOT EXISTS (
      SELECT 1 FROM seat t WHERE t.application_id = NEW.application_id AND t.desk = NEW.desk
        AND t.account_id = NEW.account_id) THEN 'not_allowed'
    WHEN v.condition = 'in_time' AND NEW.recorded_at >= s.correction_due THEN 'correction_overdue'
    WHEN NEW.content_hash IS DISTINCT FROM sha256_hex(NEW.content) THEN 'digest'
    WHEN NOT EXISTS (
      SELECT 1 FROM application a JOIN organisation o ON o.id = a.unit_id JOIN notice n ON n.id = a.notice_id
      WHERE a.id = NEW.application_id AND a.number IS NOT NULL AND o.code = filed ->> 'unit'
        AND n.catalogue_hash = NEW.catalogue_hash) THEN 'direct'
    WHEN NEW.route IS DISTINCT FROM route_of(NEW.application_id) THEN 'route'
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
          WHERE r.application_id = a.id AND above.department_id IS DISTINCT FROM o.parent_id)) THEN 'route'
    WHEN EXISTS (
      SELECT 1 FROM jsonb_array_elements(filed -> 'attachments') e
      LEFT JOIN blob b ON b.sha256 = e.value ->> 'sha256'
      WHERE b.size IS DISTINCT FROM (e.value ->> 'size')::bigint) THEN 'blob_missing'
  END);
  RETURN NEW;
END $$;

CREATE TRIGGER submission_check BEFORE INSERT ON submission FOR EACH ROW EXECUTE FUNCTION submission_check();

CREATE FUNCTION submission_effect() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  filed jsonb := NEW.content::jsonb;
  digest text;
BEGIN
  INSERT INTO attachment (submission_id, position, section, record, slot, name, sha256, size, media_type)
  SELECT NEW.id, e.place - 1, e.value ->> 'section', e.value ->> 'record', e.value ->> 'slot', e.value ->> 'name',
    e.value ->> 'sha256', (e.value ->> 'size')::integer, e.value ->> 'media_type'
  FROM jsonb_array_elements(filed -> 'attachments') WITH ORDINALITY e(value, place);
  SELECT audit_add('application:' || NEW.application_id, NEW.recorded_at, entry_text(json_build_object(
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
    'route', NEW.route::json,
    'submission', NEW.number,
    'submitted_at', NEW.submitted_at,
    'unit', a.unit_id))) INTO digest
  FROM application a WHERE a.id = NEW.application_id;
  UPDATE application a SET
    status = v.to_status,
    stage = CASE WHEN s.straight_back <> 0 THEN v.straight_back_stage ELSE v.to_stage END,
    returned_from = '',
    submission = NEW.number,
    stage_since = NEW.recorded_at,
    submitted_at = NEW.submitted_at,
    correction_due = NULL,
    straight_back = 0,
    changed_since_return = 0,
    updated_at = NEW.recorded_at,
    name = coalesce(filed #>> '{sections,basic,0,name}', ''),
    grading_class = NEW.grading_class,
    standard = coalesce(filed #>> '{sections,basic,0,standard}', ''),
    service_type = coalesce(filed #>> '{sections,basic,0,service_type}', ''),
    attachment_count = jsonb_array_length(filed -> 'attachments'),
    finding_count = jsonb_array_length(NEW.findings::jsonb),
    chain_length = a.chain_length + 1,
    chain_hash = digest
  FROM situation s
  JOIN verdict v ON v.levels = s.levels AND v.status = s.status AND v.stage = s.place AND v.action = 'submit'
    AND v.desk = NEW.desk
  WHERE a.id = NEW.application_id AND s.application_id = NEW.application_id;
  IF NOT FOUND THEN PERFORM refuse('direct'); END IF;
  DELETE FROM draft d WHERE d.application_id = NEW.application_id;
  RETURN NULL;
END $$;

CREATE TRIGGER submission_effect AFTER INSERT ON submission FOR EACH ROW EXECUTE FUNCTION submission_effect();
CREATE TRIGGER submission_kept BEFORE UPDATE OR DELETE ON submission
  FOR EACH ROW EXECUTE FUNCTION refuse_change('append_only');
CREATE TRIGGER submission_whole BEFORE TRUNCATE ON submission
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('append_only');

-- Attachments are written by the submission's own trigger, before the application moves on to that submission.
CREATE FUNCTION attachment_check() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM submission s JOIN application a ON a.id = s.application_id
    WHERE s.id = NEW.submission_id AND a.submission = s.number - 1)
  THEN
    PERFORM refuse('append_only');
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER attachment_check BEFORE INSERT ON attachment FOR EACH ROW EXECUTE FUNCTION attachment_check();
CREATE TRIGGER attachment_kept BEFORE UPDATE OR DELETE ON attachment
  FOR EACH ROW EXECUTE FUNCTION refuse_change('append_only');
CREATE TRIGGER attachment_whole BEFORE TRUNCATE ON attachment
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('append_only');

CREATE FUNCTION deletion_check() RETURNS trigger
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
    NEW.recorded_at := now_milliseconds();
  END IF;
  SELECT * INTO s FROM situation x WHERE x.application_id = NEW.application_id;
  SELECT * INTO v FROM verdict x WHERE x.levels = s.levels AND x.status = s.status AND x.stage = s.place
    AND x.action = 'delete' AND x.desk = NEW.desk;
  PERFORM refuse(CASE
    WHEN s.application_id IS NULL THEN 'not_found'
    WHEN s.deleted <> 0 THEN 'deleted'
    WHEN v.condition IS DISTINCT FROM 'always' THEN 'not_allowed'
    WHEN NOT EXISTS (
      SELECT 1 FROM seat t WHERE t.application_id = NEW.application_id AND t.desk = NEW.desk
        AND t.account_id = NEW.account_id) THEN 'not_allowed'
  END);
  RETURN NEW;
END $$;

CREATE TRIGGER deletion_check BEFORE INSERT ON deletion FOR EACH ROW EXECUTE FUNCTION deletion_check();

CREATE FUNCTION deletion_effect() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  digest text;
BEGIN
  digest := audit_add('application:' || NEW.application_id, NEW.recorded_at, entry_text(json_build_object(
    'account', NEW.account_id,
    'desk', NEW.desk,
    'event', 'deletion',
    'id', NEW.application_id,
    'recorded_at', NEW.recorded_at)));
  UPDATE application a SET
    deleted_at = NEW.recorded_at,
    updated_at = NEW.recorded_at,
    chain_length = a.chain_length + 1,
    chain_hash = digest
  WHERE a.id = NEW.application_id;
  IF NOT FOUND THEN PERFORM refuse('direct'); END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER deletion_effect AFTER INSERT ON deletion FOR EACH ROW EXECUTE FUNCTION deletion_effect();
CREATE TRIGGER deletion_kept BEFORE UPDATE OR DELETE ON deletion
  FOR EACH ROW EXECUTE FUNCTION refuse_change('append_only');
CREATE TRIGGER deletion_whole BEFORE TRUNCATE ON deletion
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('append_only');
