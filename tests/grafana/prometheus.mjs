// A real Prometheus with the configuration that people get, hastened to a second and pointed at the test's ports.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { stringify } from 'yaml';

import { root, tool, yaml_of } from './place.mjs';
import { answer_of, free_port, start } from './processes.mjs';

// `ports`: of the scraped runs; `pushed`: the text that a Pushgateway would serve.
export async function prometheus_on(ports, pushed) {
  const gateway = createServer((_, reply) => reply.end(pushed)).unref();
  await new Promise((come) => gateway.listen(0, '127.0.0.1', come));

  const folder = mkdtempSync(join(tmpdir(), 'sluice-prometheus-'));
  const config = yaml_of('grafana', 'prometheus.yml');
  config.global = { scrape_interval: '1s', evaluation_interval: '1s' };
  config.rule_files = config.rule_files.map((files) => join(root, 'grafana', files));
  const at = { sluice: ports, pushgateway: [gateway.address().port] };
  for (const each of config.scrape_configs) {
    each.static_configs[0].targets = at[each.job_name].map((port) => `127.0.0.1:${port}`);
  }
  writeFileSync(join(folder, 'prometheus.yml'), stringify(config));

  const address = `127.0.0.1:${await free_port()}`;
  const server = start(tool('prometheus'), [
    `--config.file=${join(folder, 'prometheus.yml')}`,
    `--storage.tsdb.path=${join(folder, 'data')}`,
    `--web.listen-address=${address}`,
    '--log.level=warn',
  ]);
  const ask = async (path, parameters = {}) => {
    const reply = await fetch(`http://${address}${path}?${new URLSearchParams(parameters)}`);
    const body = await reply.json();
    if (body.status !== 'success') throw new Error(`${path} ${JSON.stringify(parameters)}: ${body.error}`);
    return body.data;
  };
  // Prometheus takes some seconds until it looks at its targets: what runs before that goes unseen.
  const ready = await answer_of(server, async () => {
    const { activeTargets: targets } = await ask('/api/v1/targets');
    return targets.length > ports.length && targets.every(({ lastScrape }) => !lastScrape.startsWith('0001'));
  });
  if (!ready) throw new Error(`prometheus: ${server.said}`);
  return { ask, stop: server.stop };
}
