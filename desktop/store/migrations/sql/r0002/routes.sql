CREATE TABLE route (
  number INTEGER NOT NULL,
  unit_id TEXT NOT NULL,
  issuer_id TEXT NOT NULL,
  departments TEXT NOT NULL,
  CONSTRAINT pk_route PRIMARY KEY (number),
  CONSTRAINT uq_route_unit_id_departments UNIQUE (unit_id, departments),
  CONSTRAINT fk_route_unit_id FOREIGN KEY(unit_id) REFERENCES organisation (id),
  CONSTRAINT fk_route_issuer_id FOREIGN KEY(issuer_id) REFERENCES organisation (id)
)
 STRICT;

CREATE TABLE route_department (
  route_number INTEGER NOT NULL,
  level INTEGER NOT NULL,
  department_id TEXT NOT NULL,
  CONSTRAINT pk_route_department PRIMARY KEY (route_number, level),
  CONSTRAINT fk_route_department_route_number FOREIGN KEY(route_number) REFERENCES route (number),
  CONSTRAINT fk_route_department_department_id FOREIGN KEY(department_id) REFERENCES organisation (id)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_route_department_department_id ON route_department (department_id, level, route_number);

CREATE TRIGGER route_insert BEFORE INSERT ON route
WHEN EXISTS (SELECT 1 FROM route r
    WHERE r.number = NEW.number OR (r.unit_id = NEW.unit_id AND r.departments = NEW.departments))
  OR json_array_length(NEW.departments) NOT BETWEEN 1 AND 5
  OR NEW.issuer_id IS NOT json_extract(NEW.departments, '$[#-1]')
BEGIN
  SELECT RAISE(ABORT, 'TD:direct');
END;

CREATE TRIGGER route_added AFTER INSERT ON route
BEGIN
  INSERT INTO route_department (route_number, level, department_id)
  SELECT NEW.number, e.key + 1, e.value FROM json_each(NEW.departments) e;
END;

CREATE TRIGGER route_update BEFORE UPDATE ON route
BEGIN
  SELECT RAISE(ABORT, 'TD:append_only');
END;

CREATE TRIGGER route_delete BEFORE DELETE ON route
BEGIN
  SELECT RAISE(ABORT, 'TD:append_only');
END;

CREATE TRIGGER route_department_insert BEFORE INSERT ON route_department
WHEN EXISTS (SELECT 1 FROM route_department d WHERE d.route_number = NEW.route_number AND d.level = NEW.level)
  OR (SELECT json_extract(r.departments, '$[' || (NEW.level - 1) || ']') FROM route r WHERE r.number = NEW.route_number)
    IS NOT NEW.department_id
BEGIN
  SELECT RAISE(ABORT, 'TD:direct');
END;

CREATE TRIGGER route_department_update BEFORE UPDATE ON route_department
BEGIN
  SELECT RAISE(ABORT, 'TD:append_only');
END;

CREATE TRIGGER route_department_delete BEFORE DELETE ON route_department
BEGIN
  SELECT RAISE(ABORT, 'TD:append_only');
END;

-- One row for every different way that applications have taken so far; the triggers write the departments.
INSERT INTO route (unit_id, issuer_id, departments)
SELECT unit_id, min(issuer_id), departments FROM (
  SELECT a.unit_id, a.issuer_id, (
    SELECT json_group_array(department_id) FROM (
      SELECT r.department_id FROM application_route r WHERE r.application_id = a.id ORDER BY r.level)) AS departments
  FROM application a)
GROUP BY unit_id, departments
ORDER BY unit_id, departments;
