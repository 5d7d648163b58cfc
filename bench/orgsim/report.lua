-- What wrk saw, on one line: requests, refused, seconds, mean latency, quantiles 50 and 95 (seconds).
-- DELAY_MS: the pause of each connection before its next request.
local pause = tonumber(os.getenv("DELAY_MS") or "0")
if pause > 0 then
  function delay() return pause end
end

function done(summary, latency)
  io.write(string.format("REPORT %d %d %f %f %f %f\n", summary.requests, summary.errors.status,
    summary.duration / 1e6, latency.mean / 1e6, latency:percentile(50) / 1e6, latency:percentile(95) / 1e6))
end
