// Writes the dashboards as Grafana reads them, a file each, into the folder that is named.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { dashboards, text_of } from './dashboards.mjs';

const folder = process.argv[2];
if (!folder) {
  console.error('make: name the folder to write to');
  process.exit(2);
}
for (const { file, json } of dashboards()) writeFileSync(join(folder, file), text_of(json));
