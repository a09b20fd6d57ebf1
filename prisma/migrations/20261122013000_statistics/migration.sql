-- What the database believes of a table that an import has just filled: nothing, until its own housekeeping comes by, and
-- on PGlite for ever. Without it every lookup of one row among thousands may read them all. Anybody may call this; it
-- looks only at tables that have doubled since, and only their owner may do so otherwise.
CREATE FUNCTION "analyze_grown"() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  grown regclass;
BEGIN
  FOR grown IN
    SELECT relation.oid FROM pg_class AS relation
    WHERE relation.relnamespace = 'public'::regnamespace AND relation.relkind = 'r'
      AND pg_relation_size(relation.oid) > 2 * 8192 * greatest(relation.relpages, 8)
    ORDER BY relation.oid
  LOOP
    EXECUTE format('ANALYZE %s', grown);
  END LOOP;
END $$;
