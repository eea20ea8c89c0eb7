-- What `inspection` compares: every object of a shared database by kind and name, and what matters of it.
-- Rights are those of others than its owner; where none were ever said, PostgreSQL's own default counts.
WITH object (kind, name, said, acl_kind, acl, owner) AS (
  SELECT CASE c.relkind WHEN 'v' THEN 'view' WHEN 'S' THEN 'sequence' ELSE 'table' END, c.relname::text,
    format('owner=%s rows=%s force=%s', pg_get_userbyid(c.relowner), c.relrowsecurity, c.relforcerowsecurity)
      || coalesce(' options=' || array_to_string(c.reloptions, ' '), ''),
    CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END, c.relacl, c.relowner
  FROM pg_class c WHERE c.relnamespace = 'talentdesk'::regnamespace AND c.relkind NOT IN ('i', 't')
  UNION ALL
  SELECT 'column', c.relname || '.' || a.attname,
    format('type=%s null=%s', format_type(a.atttypid, a.atttypmod), NOT a.attnotnull), 'c', a.attacl, c.relowner
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
  WHERE c.relnamespace = 'talentdesk'::regnamespace AND c.relkind IN ('r', 'p', 'f') AND a.attnum > 0 AND NOT a.attisdropped
  UNION ALL
  SELECT 'function', replace(p.oid::regprocedure::text, 'talentdesk.', ''),
    format('owner=%s definer=%s volatile=%s parallel=%s settings=%s body=%s', pg_get_userbyid(p.proowner), p.prosecdef,
      p.provolatile, p.proparallel, coalesce(array_to_string(p.proconfig, ' '), 'NONE'), encode(sha256(convert_to(p.prosrc, 'UTF8')), 'hex')),
    'f', p.proacl, p.proowner
  FROM pg_proc p WHERE p.pronamespace = 'talentdesk'::regnamespace
  UNION ALL
  SELECT 'schema', n.nspname::text, format('owner=%s', pg_get_userbyid(n.nspowner)), 'n', n.nspacl, n.nspowner
  FROM pg_namespace n WHERE n.nspname = 'talentdesk'
  UNION ALL
  SELECT 'schema', n.nspname::text, format('everybody may create in it=%s', has_schema_privilege('public', n.oid, 'CREATE')),
    NULL, NULL, NULL
  FROM pg_namespace n WHERE n.nspname = 'public'
  UNION ALL
  SELECT 'trigger', c.relname || '.' || t.tgname,
    format('enabled=%s kind=%s function=%s arguments=%s columns=%s', t.tgenabled, t.tgtype, replace(t.tgfoid::regproc::text, 'talentdesk.', ''),
      encode(t.tgargs, 'hex'), (SELECT count(*) FROM unnest(t.tgattr::smallint[]))),
    NULL, NULL, NULL
  FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
  WHERE c.relnamespace = 'talentdesk'::regnamespace AND NOT t.tgisinternal
  UNION ALL
  SELECT 'policy', c.relname || '.' || p.polname,
    format('command=%s permissive=%s roles=%s using=%s check=%s', p.polcmd, p.polpermissive,
      (SELECT string_agg(CASE r WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(r)::text END, ',') FROM unnest(p.polroles) r),
      coalesce(regexp_replace(replace(pg_get_expr(p.polqual, p.polrelid), 'talentdesk.', ''), '\s+', ' ', 'g'), ''),
      coalesce(regexp_replace(replace(pg_get_expr(p.polwithcheck, p.polrelid), 'talentdesk.', ''), '\s+', ' ', 'g'), '')),
    NULL, NULL, NULL
  FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid WHERE c.relnamespace = 'talentdesk'::regnamespace
  UNION ALL
  SELECT 'constraint', c.relname || '.' || k.conname, format('kind=%s valid=%s', k.contype, k.convalidated), NULL, NULL, NULL
  FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
  WHERE c.relnamespace = 'talentdesk'::regnamespace AND k.contype <> 'n'
  UNION ALL
  SELECT 'database', 'guests', format('may create temporary tables=%s schemas=%s', has_database_privilege('talentdesk_guest', current_database(), 'TEMP'),
    has_database_privilege('talentdesk_guest', current_database(), 'CREATE')), NULL, NULL, NULL
  UNION ALL
  SELECT 'database', 'this one', format('people may create temporary tables=%s schemas=%s; everybody may connect=%s',
    has_database_privilege('talentdesk_person', current_database(), 'TEMP'),
    has_database_privilege('talentdesk_person', current_database(), 'CREATE'),
    has_database_privilege('public', current_database(), 'CONNECT')), NULL, NULL, NULL
  UNION ALL
  SELECT 'role', r.rolname::text, format('login=%s super=%s roles=%s databases=%s replication=%s bypass=%s connections=%s settings=%s in=%s',
    r.rolcanlogin, r.rolsuper, r.rolcreaterole, r.rolcreatedb, r.rolreplication, r.rolbypassrls, r.rolconnlimit,
    (SELECT count(*) FROM pg_db_role_setting s WHERE s.setrole = r.oid),
    coalesce((SELECT string_agg(pg_get_userbyid(m.roleid)::text, ',' ORDER BY pg_get_userbyid(m.roleid)::text)
      FROM pg_auth_members m
      -- whoever makes a login is from then on entered as its administrator
      WHERE m.member = r.oid AND NOT EXISTS (SELECT 1 FROM pg_auth_members p
        WHERE p.member = m.roleid AND p.roleid = 'talentdesk_person'::regrole AND r.rolname = 'talentdesk_people')), '')),
    NULL, NULL, NULL
  FROM pg_roles r WHERE r.rolname IN ('talentdesk_owner', 'talentdesk_person', 'talentdesk_people', 'talentdesk_reader',
    'talentdesk_verifier', 'talentdesk_guest')
  UNION ALL
  SELECT 'large objects', f.name, format('everybody may make them=%s', has_function_privilege('public', f.name, 'EXECUTE')),
    NULL, NULL, NULL
  FROM unnest(ARRAY['lo_create(oid)', 'lo_creat(integer)', 'lo_from_bytea(oid, bytea)', 'lo_import(text)']) f(name)
)
SELECT o.kind || ' ' || o.name, o.said || coalesce(' rights=' || CASE WHEN o.acl_kind IS NOT NULL THEN coalesce((
  SELECT string_agg(g.item, ' ' ORDER BY g.item)
  FROM aclexplode(coalesce(o.acl, acldefault(o.acl_kind::"char", o.owner))) x,
    LATERAL (SELECT CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(x.grantee)::text END || ':' || x.privilege_type
      || CASE WHEN x.is_grantable THEN '*' ELSE '' END) g(item)
  WHERE x.grantee <> o.owner), 'none') END, '')
FROM object o
ORDER BY 1
