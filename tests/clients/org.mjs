// The simulated org that a client's test runs beside (with-org), its own truth, and the answers that it gives directly:
// what a client makes of them is compared with these.
import { readFileSync } from 'node:fs';
import https from 'node:https';

export const url = process.env.ORGSIM_URL;
export const token = process.env.ORGSIM_TOKEN;
export const credentials = JSON.parse(readFileSync(process.env.ORGSIM_CREDENTIALS, 'utf8'));
export const version = '64.0';
export const base = `/services/data/v${version}`;

// The JSON at an address, asked for with the token of the ready line.
export function direct(path) {
  return new Promise((done, failed) => {
    https
      .get(url + path, { headers: { Authorization: `Bearer ${token}` } }, (reply) => {
        let text = '';
        reply.setEncoding('utf8');
        reply.on('data', (piece) => (text += piece));
        reply.on('end', () => done(JSON.parse(text)));
      })
      .on('error', failed);
  });
}

export const query = (soql, api = '') => direct(`${base}${api}/query?q=${encodeURIComponent(soql)}`);

export async function allTruth() {
  return (await direct('/__orgsim/truth')).objects;
}

export async function truth(object) {
  return (await direct(`/__orgsim/truth?object=${object}`)).objects[object];
}

// An object with several pages of rows.
export async function bigObject() {
  const { sObjects } = await direct(`${base}/limits/recordCount`);
  const big = sObjects.find((o) => o.count > 4000 && o.count < 40000 && !o.name.includes('__'));
  if (!big) throw new Error('no object of the org has several pages of rows');
  return big.name;
}
