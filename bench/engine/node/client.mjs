// Node as people write it: undici's pool of connections, p-limit over it.   node client.mjs URL CALLS CALLS_IN_FLIGHT
import pLimit from 'p-limit'
import { Pool } from 'undici'

const [address, calls, inFlight] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])]
const { origin, pathname: path } = new URL(address)
const pool = new Pool(origin, { connections: inFlight })
const limit = pLimit(inFlight)
const headers = { authorization: 'Bearer token' }

async function call() {
  const { statusCode, body } = await pool.request({ path, method: 'GET', headers })
  await body.text()
  if (statusCode !== 200) throw new Error(`status ${statusCode}`)
}

const began = performance.now()
const cpuBefore = process.cpuUsage()
await Promise.all(Array.from({ length: calls }, () => limit(call)))
const cpu = process.cpuUsage(cpuBefore)
console.log(calls, (performance.now() - began) / 1e3, (cpu.user + cpu.system) / 1e6)
await pool.close()
