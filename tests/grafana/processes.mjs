// The processes of a test: each is ended by its own id, whatever becomes of the test.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';

const alive = new Set();
process.on('exit', () => alive.forEach((child) => child.kill('SIGKILL')));
process.on('SIGTERM', () => process.exit(143));

// A process with what it has said so far, a promise of its exit code, and one of its first line.
export function start(command, args, environment = {}) {
  const child = spawn(command, args, { env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
  const it = { said: '', ended: undefined, first_line: undefined };
  let line_came;
  it.first_line = new Promise((come) => (line_came = come));
  const hear = (piece) => {
    it.said += piece;
    if (it.said.includes('\n')) line_came(it.said.split('\n')[0]);
  };
  child.stdout.setEncoding('utf8').on('data', hear);
  child.stderr.setEncoding('utf8').on('data', hear);
  alive.add(child);
  it.ended = new Promise((come, fail) => {
    child.on('error', fail);
    child.on('close', (code) => {
      alive.delete(child);
      line_came(it.said);
      come(code);
    });
  });
  it.stop = () => {
    child.kill('SIGTERM');
    return it.ended;
  };
  return it;
}

// A port of the loopback that nobody listens on now.
export function free_port() {
  return new Promise((come) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => come(port));
    });
  });
}

// Asks again and again until there is an answer, or nothing once the process that should give it has ended.
export async function answer_of(process, ask) {
  let over = false;
  process.ended.then(() => (over = true));
  while (!over) {
    const answer = await ask().catch(() => undefined);
    if (answer) return answer;
    await new Promise((come) => setTimeout(come, 50));
  }
}
