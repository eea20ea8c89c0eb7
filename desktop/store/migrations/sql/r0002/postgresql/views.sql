-- All that the rules need to know of one application: the stored twin of desktop.domain.decisions.Situation.
CREATE VIEW situation AS
SELECT a.id AS application_id, a.levels, a.status, a.stage, a.returned_from,
  CASE a.status WHEN 'submitted' THEN a.stage ELSE a.returned_from END AS place,
  a.submission, a.seq, n.closes AS notice_closes, a.correction_due, a.changed_since_return, a.straight_back,
  (a.deleted_at IS NOT NULL)::integer AS deleted,
  d.action AS last_action, d.desk AS last_desk, d.submission AS last_submission, d.recorded_at AS last_recorded_at
FROM application a
JOIN notice n ON n.id = a.notice_id
LEFT JOIN decision d ON d.application_id = a.id AND d.seq = a.seq - 1;

CREATE VIEW application_route AS
SELECT a.id AS application_id, d.level, d.department_id
FROM application a JOIN route_department d ON d.route_number = a.route_number;

-- Who sits at which desk of which application, and for which organisation. Disabled accounts sit nowhere.
CREATE VIEW seat AS
SELECT a.id AS application_id, 'unit' AS desk, a.unit_id AS organisation_id, m.account_id
FROM application a
JOIN membership m ON m.organisation_id = a.unit_id AND m.role = 'unit'
JOIN account p ON p.id = m.account_id AND p.disabled = 0
UNION ALL
SELECT r.application_id, 'department-' || r.level, r.department_id, m.account_id
FROM application_route r
JOIN membership m ON m.organisation_id = r.department_id AND m.role = 'department'
JOIN account p ON p.id = m.account_id AND p.disabled = 0
UNION ALL
SELECT a.id, 'secretary', a.issuer_id, m.account_id
FROM application a
JOIN membership m ON m.organisation_id = a.issuer_id AND m.role = 'secretary'
JOIN account p ON p.id = m.account_id AND p.disabled = 0
UNION ALL
SELECT a.id, 'applicant', NULL, a.applicant_id
FROM application a
JOIN membership m ON m.account_id = a.applicant_id AND m.role = 'applicant'
JOIN account p ON p.id = m.account_id AND p.disabled = 0;

-- Appending to the audit: INSERT INTO audit_append finds the chain's head, counts on and hashes.
CREATE VIEW audit_append AS SELECT chain, at, entry FROM audit;
