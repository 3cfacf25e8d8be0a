-- Moonpost
-- SPDX-License-Identifier: Apache-2.0

-- For wrk: sends the webhooks of a file that `moonpost-bench generate` wrote, each once. The file is argument 1.
local requests = {}
local position = 0

function init(args)
  for line in io.lines(args[1]) do
    local signature, body = line:match("^(%S+) (.*)$")
    requests[#requests + 1] = wrk.format("POST", "/api/webhooks/whatsapp",
      { ["Content-Type"] = "application/json", ["X-Hub-Signature-256"] = signature }, body)
  end
end

function request()
  position = position + 1
  -- Past the end of the file they repeat: duplicates, which cost less. The run is chosen so that it does not get there.
  return requests[(position - 1) % #requests + 1]
end

function done(summary, latency)
  local errors = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  io.write(string.format("RESULT %.0f %.2f %.2f %d %d\n", summary.requests / (summary.duration / 1e6),
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, summary.requests, errors))
end
