-- Keeps list_item equal to the items of the fields named in the trigger's arguments. All fields of an insert are one
-- statement, and what an upsert did not update costs nothing; doubles are met by the conflict clause alone, since
-- sorting rows as wide as these took longer than writing them.
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
  FOREACH indexed_field IN ARRAY tg_argv LOOP
    IF tg_op <> 'INSERT' THEN
      EXECUTE format(
        'DELETE FROM "list_item" AS item USING rows_before AS was %s
         WHERE item."workspaceId" = was."workspaceId" AND item."recordId" = was."id" AND item."entity" = %L
           AND item."field" = %L %s',
        CASE tg_op WHEN 'UPDATE' THEN 'JOIN rows_after AS now ON now."workspaceId" = was."workspaceId" AND now."id" = was."id"' ELSE '' END,
        tg_table_name, indexed_field,
        CASE tg_op WHEN 'UPDATE' THEN format('AND now.%1$I IS DISTINCT FROM was.%1$I AND item."value" <> ALL (now.%1$I::text[])', indexed_field) ELSE '' END
      );
    END IF;
    IF tg_op = 'INSERT' THEN
      parts := parts || format(
        'SELECT now."workspaceId", %L, %L, item, now."id", %s FROM rows_after AS now, unnest(now.%I::text[]) AS item',
        tg_table_name, indexed_field, private_to, indexed_field);
    ELSIF tg_op = 'UPDATE' THEN
      parts := parts || format(
        'SELECT now."workspaceId", %1$L, %2$L, item, now."id", %3$s FROM rows_after AS now
           JOIN rows_before AS was ON was."workspaceId" = now."workspaceId" AND was."id" = now."id",
           unnest(now.%2$I::text[]) AS item
         WHERE now.%2$I IS DISTINCT FROM was.%2$I',
        tg_table_name, indexed_field, private_to);
    END IF;
  END LOOP;
  IF tg_op <> 'DELETE' THEN
    EXECUTE 'INSERT INTO "list_item" ("workspaceId", "entity", "field", "value", "recordId", "privateTo") '
      || array_to_string(parts, ' UNION ALL ') || ' ON CONFLICT DO NOTHING';
  END IF;
  RETURN NULL;
END $$;
