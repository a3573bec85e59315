import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Database } from '../archive/database.ts';

/** Copies the pictures that public stories and registry entries show into the staged site; gives their addresses. */
export function copyMedia(database: Database, contentDir: string, stage: string): string[] {
  const rows = database.all(
    `SELECT DISTINCT i.src FROM story_image i JOIN story s ON s.id = i.story WHERE s.public = 1
     UNION SELECT json_extract(entry, '$.portrait.src') AS src FROM term WHERE kind = 'people' AND src IS NOT NULL
     UNION SELECT json_extract(image.value, '$.src') AS src FROM term, json_each(term.images) image ORDER BY src`,
  );
  return rows.map((row) => {
    const src = String(row['src']);
    mkdirSync(dirname(join(stage, src)), { recursive: true });
    copyFileSync(join(contentDir, src), join(stage, src));
    return `/${src}`;
  });
}
