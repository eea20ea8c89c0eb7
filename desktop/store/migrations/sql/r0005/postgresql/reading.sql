-- Reading a notice before applying, by the server's clock, and what an applicant ticks. When a notice was opened is
-- written by notice_open alone, each time anew: nobody comes to the end of the reading time sooner than they waited.

CREATE TABLE notice_reading (
  account_id TEXT COLLATE "C" NOT NULL REFERENCES account (id),
  notice_id TEXT COLLATE "C" NOT NULL REFERENCES notice (id),
  opened_at BIGINT NOT NULL,
  CONSTRAINT pk_notice_reading PRIMARY KEY (account_id, notice_id)
);

CREATE FUNCTION notice_open(identity text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  mine text := coalesce(me_as('applicant'), me_as('unit'));  -- a desk reads it with whoever it files for
  moment bigint := now_milliseconds();
BEGIN
  PERFORM require_present();
  IF mine IS NULL OR NOT EXISTS (
    SELECT 1 FROM notice n WHERE n.id = identity AND n.opens <= moment AND moment < n.closes)
  THEN
    PERFORM refuse('no_such_notice');
  END IF;
  INSERT INTO notice_reading (account_id, notice_id, opened_at) VALUES (mine, identity, moment)
  ON CONFLICT (account_id, notice_id) DO UPDATE SET opened_at = moment;
END $$;

-- How many milliseconds the person still has to read a notice, none below 0; NULL where they have not opened it.
CREATE FUNCTION reading_left(identity text) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
  SELECT greatest(0, r.opened_at + n.reading_seconds * 1000::bigint - now_milliseconds())
  FROM notice_reading r JOIN notice n ON n.id = r.notice_id
  WHERE r.account_id = me() AND r.notice_id = identity
$$;

-- For whatever begins an application on behalf of the person: they have read the notice for its time.
CREATE FUNCTION require_read(identity text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  IF reading_left(identity) IS DISTINCT FROM 0 THEN PERFORM refuse('not_read'); END IF;
END $$;

-- Nobody begins an application who has not read its notice; the owner brings in what was.
CREATE FUNCTION application_of_reader() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  IF NOT acts_for_all() THEN PERFORM require_read(NEW.notice_id); END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER application_of_reader BEFORE INSERT ON application FOR EACH ROW WHEN (NEW.applicant_id IS NOT NULL)
  EXECUTE FUNCTION application_of_reader();

-- When the last review of whom the person has registered as ended so, in any of their applications.
CREATE FUNCTION own_last_outcome(outcome text) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
  SELECT max(d.recorded_at)
  FROM applicant p
  JOIN application a ON a.person_key = p.person_key AND a.status = outcome AND a.deleted_at IS NULL
  JOIN decision d ON d.application_id = a.id AND d.seq = a.seq - 1
  WHERE p.account_id = me_as('applicant') AND outcome IN ('approved', 'terminated')
$$;

CREATE FUNCTION self_check_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  PERFORM refuse(CASE
    WHEN EXISTS (SELECT 1 FROM self_check s WHERE s.application_id = NEW.application_id
      AND s.condition_key = NEW.condition_key) THEN 'taken:self_check'
    WHEN NOT EXISTS (SELECT 1 FROM application a WHERE a.id = NEW.application_id AND a.status IN ('draft', 'returned')
      AND a.deleted_at IS NULL AND (a.applicant_id = NEW.account_id OR EXISTS (SELECT 1 FROM beside b
        WHERE b.application_id = a.id AND b.submission = 0 AND holds_now(NEW.account_id, 'unit', a.unit_id)))) THEN 'not_found'
  END);
  RETURN NEW;
END $$;

CREATE TRIGGER self_check_guard BEFORE INSERT ON self_check FOR EACH ROW EXECUTE FUNCTION self_check_guard();
CREATE TRIGGER self_check_kept BEFORE UPDATE OR DELETE ON self_check
  FOR EACH ROW EXECUTE FUNCTION refuse_change('append_only');

-- The first time counts.
CREATE FUNCTION self_check_tick(of_application text, ticked text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  mine text := me_as('applicant');
BEGIN
  PERFORM require_present();
  IF NOT EXISTS (SELECT 1 FROM application a WHERE a.id = of_application AND a.applicant_id = mine)
    AND NOT assists(of_application)
  THEN
    PERFORM refuse('not_found');
  END IF;
  PERFORM require_line(ticked, 64);
  IF NOT EXISTS (SELECT 1 FROM self_check s WHERE s.application_id = of_application AND s.condition_key = ticked) THEN
    INSERT INTO self_check (application_id, condition_key, ticked_at, account_id)
    VALUES (of_application, ticked, now_milliseconds(), me());
  END IF;
END $$;
