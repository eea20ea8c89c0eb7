-- What search looks through, as grams (desktop.store.search_grams); `rowid` is the application's line.
CREATE VIRTUAL TABLE application_search USING fts5(
  grams, content = '', contentless_delete = 1, prefix = '1', tokenize = 'ascii');

INSERT INTO application_search (rowid, grams)
SELECT line, search_grams(search_text || char(10) || coalesce(number, '') || char(10) || "key")
FROM application WHERE submission > 0 ORDER BY line;

CREATE TRIGGER application_searched AFTER UPDATE OF search_text ON application
BEGIN
  DELETE FROM application_search WHERE rowid = OLD.line;
  INSERT INTO application_search (rowid, grams)
  VALUES (NEW.line, search_grams(NEW.search_text || char(10) || coalesce(NEW.number, '') || char(10) || NEW."key"));
END;
