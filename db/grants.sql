-- What the product's own login role may do. Run after every migration, by the
-- owner of the tables; running it again changes nothing. {{app_role}} is put in
-- by scripts/postgres/install-schema.ts.

GRANT USAGE ON SCHEMA public TO {{app_role}};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {{app_role}};
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {{app_role}};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {{app_role}};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {{app_role}};

-- Append-only: what is written here stays as it was written.
REVOKE UPDATE, DELETE, TRUNCATE ON TABLE public.event_store, public.event_chain,
  public.operator_actions, public.partner_actions, public.staff_actions, public.notes,
  public.failure_group_notes, public.reveals, public.caller_checks FROM {{app_role}};

GRANT USAGE ON SCHEMA pgboss TO {{app_role}};
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON ALL TABLES IN SCHEMA pgboss TO {{app_role}};
GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA pgboss TO {{app_role}};
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA pgboss TO {{app_role}};
ALTER DEFAULT PRIVILEGES IN SCHEMA pgboss GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLES TO {{app_role}};
ALTER DEFAULT PRIVILEGES IN SCHEMA pgboss GRANT USAGE, SELECT, UPDATE ON SEQUENCES TO {{app_role}};
