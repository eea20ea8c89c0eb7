-- What people keep for themselves and say they have seen. People touch none of these tables: each function takes the
-- account and the time from the server, and answers what somebody may not see as what does not exist. Nothing here locks
-- more than rows of one's own, the key of an application against removal, and what colleagues of one desk share.

-- The id of a filter is its owner's alone: that another has it must neither be told nor stand in the way.
ALTER TABLE saved_filter DROP CONSTRAINT pk_saved_filter, ADD CONSTRAINT pk_saved_filter PRIMARY KEY (account_id, id);

-- The account of whoever is acting.
CREATE FUNCTION require_person() RETURNS text
LANGUAGE plpgsql SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  PERFORM require_present();
  IF me() IS NULL THEN PERFORM refuse('not_allowed'); END IF;
  RETURN me();
END $$;

CREATE FUNCTION require_readable(identity text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  IF NOT may_read(identity) THEN PERFORM refuse('not_found'); END IF;
END $$;

-- Knowing a digest opens nothing: the bytes must have been filed with this very application.
CREATE FUNCTION require_attachment(of_application text, digest text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM submission s JOIN attachment t ON t.submission_id = s.id
    WHERE s.application_id = of_application AND t.sha256 = digest)
  THEN
    PERFORM refuse('not_found');
  END IF;
END $$;

CREATE FUNCTION require_text(written text, longest integer) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  IF written IS NULL OR length(written) > longest THEN PERFORM refuse('bad_text'); END IF;
END $$;

-- As desktop.domain.visible_text wants a line: something in it, and nothing that steers a screen.
CREATE FUNCTION require_line(written text, longest integer) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, talentdesk, pg_temp AS $$
BEGIN
  PERFORM require_text(written, longest);
  IF is_blank(written) THEN PERFORM refuse('bad_text'); END IF;
  IF written ~ E'[\\u0001-\\u001f\\u007f-\\u009f\\u2028-\\u202e\\u2066-\\u2069]' THEN PERFORM refuse('bad_text'); END IF;
END $$;

-- The first time counts.
CREATE FUNCTION application_opened(of_application text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  actor text := require_person();
BEGIN
  PERFORM require_readable(of_application);
  INSERT INTO application_view (account_id, application_id, opened_at) VALUES (actor, of_application, now_milliseconds())
  ON CONFLICT DO NOTHING;
END $$;

-- An attachment has been painted in front of the person.
CREATE FUNCTION attachment_opened(of_application text, digest text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  actor text := require_person();
BEGIN
  PERFORM require_readable(of_application);
  PERFORM require_attachment(of_application, digest);
  INSERT INTO attachment_view (account_id, application_id, sha256, opened_at)
  VALUES (actor, of_application, digest, now_milliseconds())
  ON CONFLICT DO NOTHING;
END $$;

-- A desk has seen the original, or no longer says so; whoever of it said so first stays.
CREATE FUNCTION original_verified(of_application text, digest text, at_organisation text, verified boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  actor text := require_person();
BEGIN
  PERFORM require_readable(of_application);
  PERFORM require_attachment(of_application, digest);
  IF NOT EXISTS (SELECT 1 FROM seat t
    WHERE t.application_id = of_application AND t.organisation_id = at_organisation AND t.account_id = actor)
  THEN
    PERFORM refuse('not_allowed');
  END IF;
  IF verified THEN
    INSERT INTO original_check (application_id, sha256, organisation_id, account_id, verified_at)
    VALUES (of_application, digest, at_organisation, actor, now_milliseconds())
    ON CONFLICT DO NOTHING;
  ELSE
    DELETE FROM original_check c
    WHERE c.application_id = of_application AND c.sha256 = digest AND c.organisation_id = at_organisation;
  END IF;
END $$;

-- What is being typed may be too long to be recorded, and is kept all the same: desktop.services.comments.
CREATE FUNCTION comment_draft_save(of_application text, comment text, return_comment text, deadline text,
  straight_back boolean, findings text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  actor text := require_person();
BEGIN
  PERFORM require_readable(of_application);
  PERFORM require_text(comment, 20000);
  PERFORM require_text(return_comment, 20000);
  PERFORM require_text(findings, 200000);
  IF NOT is_day(deadline) THEN PERFORM refuse('bad_text'); END IF;
  INSERT INTO comment_draft (account_id, application_id, content, saved_at)
  VALUES (actor, of_application, entry_text(json_build_object(
    'chosen_findings', ARRAY(SELECT e.value FROM each_text(findings) e WHERE e.value IS NOT NULL),
    'comment', comment,
    'correction_deadline', deadline,
    'return_comment', return_comment,
    'straight_back', straight_back IS TRUE)), now_milliseconds())
  ON CONFLICT (account_id, application_id) DO UPDATE SET content = EXCLUDED.content, saved_at = EXCLUDED.saved_at;
END $$;

CREATE FUNCTION comment_draft_discard(of_application text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  actor text := require_person();
BEGIN
  DELETE FROM comment_draft c WHERE c.account_id = actor AND c.application_id = of_application;
END $$;

-- All of the person's phrases, in their order, as a list in JSON.
CREATE FUNCTION phrases_replace(listed text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  actor text := require_person();
  phrases text[] := ARRAY(SELECT e.value FROM each_text(listed) e);
BEGIN
  IF cardinality(phrases) > 200 THEN PERFORM refuse('bad_text'); END IF;
  IF EXISTS (SELECT 1 FROM unnest(phrases) p(written)
    WHERE p.written IS NULL OR is_blank(p.written) OR length(p.written) > 20000)
  THEN
    PERFORM refuse('bad_text');
  END IF;
  DELETE FROM phrase p WHERE p.account_id = actor;
  INSERT INTO phrase (account_id, position, text)
  SELECT actor, p.place - 1, p.written FROM unnest(phrases) WITH ORDINALITY p(written, place);
END $$;

-- `since` is when one was first saved that was removed and comes back. Who writes through several connections at once may
-- get more than thirty, as many times as they may be connected.
CREATE FUNCTION saved_filter_add(identity text, named text, asked text, since bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  actor text := require_person();
BEGIN
  PERFORM require_line(named, 30);
  PERFORM require_text(asked, 500000);
  IF (SELECT count(*) FROM saved_filter f WHERE f.account_id = actor) >= 30 THEN PERFORM refuse('direct'); END IF;
  INSERT INTO saved_filter (id, account_id, name, query, saved_at)
  VALUES (identity, actor, named, asked, least(since, now_milliseconds()));
END $$;

-- What is not given stays; whether there is such a filter.
CREATE FUNCTION saved_filter_change(identity text, named text, asked text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  actor text := require_person();
BEGIN
  IF named IS NOT NULL THEN PERFORM require_line(named, 30); END IF;
  IF asked IS NOT NULL THEN PERFORM require_text(asked, 500000); END IF;
  UPDATE saved_filter f SET name = coalesce(named, f.name), query = coalesce(asked, f.query)
  WHERE f.account_id = actor AND f.id = identity;
  RETURN FOUND;
END $$;

CREATE FUNCTION saved_filter_remove(identity text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, talentdesk, pg_temp AS $$
DECLARE
  actor text := require_person();
BEGIN
  DELETE FROM saved_filter f WHERE f.account_id = actor AND f.id = identity;
  RETURN FOUND;
END $$;

GRANT EXECUTE ON FUNCTION application_opened(text), attachment_opened(text, text),
  original_verified(text, text, text, boolean), comment_draft_save(text, text, text, text, boolean, text),
  comment_draft_discard(text), phrases_replace(text), saved_filter_add(text, text, text, bigint),
  saved_filter_change(text, text, text), saved_filter_remove(text) TO talentdesk_person;
