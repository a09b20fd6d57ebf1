-- Items of a record are looked up by the record. Without statistics (a new server in its first import, PGlite always) the
-- primary key was taken for the better way, and to change or remove one activity read the items of all of them.
CREATE OR REPLACE FUNCTION "index_list_items"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  indexed_field text;
  private_to text := CASE WHEN tg_table_name IN ('activity', 'meeting') THEN 'now."privateTo"' ELSE 'NULL::uuid' END;
  has_rows boolean;
  parts text[] := '{}';
BEGIN
  IF tg_op = 'UPDATE' THEN
    EXECUTE 'SELECT EXISTS (SELECT FROM rows_after)' INTO has_rows;
    IF NOT has_rows THEN RETURN NULL; END IF;
  END IF;
  IF tg_op = 'DELETE' THEN
    -- OFFSET 0 keeps the lookup inside the loop; an expression keeps the primary key out of it.
    EXECUTE format(
      'DELETE FROM "list_item" WHERE ctid = ANY (ARRAY (
         SELECT item.ctid FROM rows_before AS was CROSS JOIN LATERAL (
           SELECT ctid FROM "list_item"
           WHERE "workspaceId" = was."workspaceId" AND "recordId" = was."id" AND "entity" || '''' = %L
             AND "field" || '''' = ANY (%L::text[]) OFFSET 0
         ) AS item))',
      tg_table_name, array_to_string(ARRAY['{', array_to_string(tg_argv, ','), '}'], ''));
    RETURN NULL;
  END IF;
  FOREACH indexed_field IN ARRAY tg_argv LOOP
    IF tg_op = 'INSERT' THEN
      parts := parts || format(
        'SELECT now."workspaceId", %L, %L, item, now."id", %s FROM rows_after AS now, unnest(now.%I::text[]) AS item',
        tg_table_name, indexed_field, private_to, indexed_field);
    ELSE
      EXECUTE format(
        'DELETE FROM "list_item" WHERE ctid = ANY (ARRAY (
           SELECT item.ctid FROM rows_before AS was
           JOIN rows_after AS now ON now."workspaceId" = was."workspaceId" AND now."id" = was."id"
           CROSS JOIN LATERAL (
             SELECT ctid FROM "list_item"
             WHERE "workspaceId" = was."workspaceId" AND "recordId" = was."id" AND "entity" || '''' = %2$L
               AND "field" || '''' = %1$L AND "value" <> ALL (now.%1$I::text[]) OFFSET 0
           ) AS item
           WHERE now.%1$I IS DISTINCT FROM was.%1$I))',
        indexed_field, tg_table_name);
      parts := parts || format(
        'SELECT now."workspaceId", %1$L, %2$L, item, now."id", %3$s FROM rows_after AS now
           JOIN rows_before AS was ON was."workspaceId" = now."workspaceId" AND was."id" = now."id",
           unnest(now.%2$I::text[]) AS item
         WHERE now.%2$I IS DISTINCT FROM was.%2$I',
        tg_table_name, indexed_field, private_to);
    END IF;
  END LOOP;
  EXECUTE 'INSERT INTO "list_item" ("workspaceId", "entity", "field", "value", "recordId", "privateTo") '
    || array_to_string(parts, ' UNION ALL ') || ' ON CONFLICT DO NOTHING';
  RETURN NULL;
END $$;
