-- What wrk saw, on one line: requests, refused, seconds.
function done(summary)
  io.write(string.format("REPORT %d %d %f\n", summary.requests, summary.errors.status, summary.duration / 1e6))
end
