CREATE INDEX ix_application_applicant_id ON application (applicant_id);

CREATE INDEX ix_application_by_attachment_count ON application (attachment_count, line, route_number, status_rank, stage_rank, reached_committee, grading_class, service_type, submitted_key, waiting_key, finding_count, deleted_at);

CREATE INDEX ix_application_by_finding_count ON application (finding_count, line, route_number, status_rank, stage_rank, reached_committee, grading_class, service_type, submitted_key, waiting_key, deleted_at);

CREATE INDEX ix_application_by_grading_class ON application (grading_class, line, route_number, status_rank, stage_rank, reached_committee, service_type, submitted_key, waiting_key, finding_count, deleted_at);

CREATE INDEX ix_application_by_key ON application ("key", line, route_number, status_rank, stage_rank, reached_committee, grading_class, service_type, submitted_key, waiting_key, finding_count, deleted_at);

CREATE INDEX ix_application_by_name ON application (name, line, route_number, status_rank, stage_rank, reached_committee, grading_class, service_type, submitted_key, waiting_key, finding_count, deleted_at);

CREATE INDEX ix_application_by_number_key ON application (number_key, line, route_number, status_rank, stage_rank, reached_committee, grading_class, service_type, submitted_key, waiting_key, finding_count, deleted_at);

CREATE INDEX ix_application_by_service_type ON application (service_type, line, route_number, status_rank, stage_rank, reached_committee, grading_class, submitted_key, waiting_key, finding_count, deleted_at);

CREATE INDEX ix_application_by_stage_rank ON application (stage_rank, line, route_number, status_rank, reached_committee, grading_class, service_type, submitted_key, waiting_key, finding_count, deleted_at);

CREATE INDEX ix_application_by_standard ON application (standard, line, route_number, status_rank, stage_rank, reached_committee, grading_class, service_type, submitted_key, waiting_key, finding_count, deleted_at);

CREATE INDEX ix_application_by_status_rank ON application (status_rank, line, route_number, stage_rank, reached_committee, grading_class, service_type, submitted_key, waiting_key, finding_count, deleted_at);

CREATE INDEX ix_application_by_submitted_key ON application (submitted_key, line, route_number, status_rank, stage_rank, reached_committee, grading_class, service_type, waiting_key, finding_count, deleted_at);

CREATE INDEX ix_application_by_unit_name ON application (unit_name, line, route_number, status_rank, stage_rank, reached_committee, grading_class, service_type, submitted_key, waiting_key, finding_count, deleted_at);

CREATE INDEX ix_application_by_waiting_key ON application (waiting_key, line, route_number, status_rank, stage_rank, reached_committee, grading_class, service_type, submitted_key, finding_count, deleted_at);

CREATE INDEX ix_application_person_key ON application (person_key);

CREATE INDEX ix_application_route ON application (route_number, stage_rank, status_rank, grading_class, reached_committee, service_type, submitted_key, waiting_key, finding_count, deleted_at);

CREATE UNIQUE INDEX uq_application_person ON application (notice_id, person_key) WHERE deleted_at IS NULL;

