// The rule itself, on made-up files: what is allowed, what is reported, and where.
#include "tests/house/arrows.hpp"

#include <string_view>
#include <vector>

#include <doctest/doctest.h>

using sluice::house::broken_arrows;

namespace {

struct made_up {
  std::string_view path;
  std::string_view text;
};

}  // namespace

TEST_SUITE("arrows") {
  TEST_CASE("an arrow that the house has is allowed") {
    const std::vector<made_up> allowed = {
        {"control/retry.cpp", "#include \"control/retry.hpp\"\n#include \"protocol/time.hpp\"\n#include <cmath>\n"},
        {"actors/limiter.cpp", "#include \"control/token_bucket.hpp\"\n#include \"protocol/messages.hpp\"\n"},
        {"actors/limiter.cpp", "#include <caf/typed_actor.hpp>\n"},
        {"protocol/actors.hpp", "#include \"protocol/messages.hpp\"\n#include <caf/typed_actor.hpp>\n"},
        {"http/curl_transport.cpp", "#include <curl/curl.h>\n#include <sys/socket.h>\n"},
        {"orgsim/server.cpp", "#include <boost/beast/http.hpp>\n#include \"orgsim/server.hpp\"\n"},
        {"library/store.cpp", "#include <sqlite3.h>\n#include <zstd.h>\n"},
        {"cli/main.cpp", "#include \"actors/supervisor.hpp\"\n#include \"orgsim/server.hpp\"\n"},
        {"tests/actors/x.cpp", "#include \"bench/load.hpp\"\n#include <curl/curl.h>\n#include <caf/all.hpp>\n"},
    };
    for (const auto& file : allowed) {
      CAPTURE(file.path);
      CAPTURE(file.text);
      CHECK(broken_arrows(file.path, file.text).empty());
    }
  }

  TEST_CASE("every other arrow is reported, once") {
    const std::vector<made_up> broken = {
        {"protocol/http.hpp", "#include \"http/curl_transport.hpp\""},
        {"control/retry.cpp", "#include \"actors/limiter.hpp\""},
        {"salesforce/login.cpp", "#include \"http/curl_transport.hpp\""},
        {"actors/librarian.cpp", "#include \"library/store.hpp\""},
        {"actors/gateway.cpp", "#include \"salesforce/classify.hpp\""},
        {"orgsim/server.cpp", "#include \"protocol/http.hpp\""},
        {"orgsim/server.cpp", "#include \"salesforce/soql.hpp\""},
        {"cli/main.cpp", "#include \"bench/load.hpp\""},
        {"http/curl_transport.cpp", "#include \"protocol/messages.hpp\""},
        {"protocol/flow.hpp", "#include \"protocol/actors.hpp\""},
        {"control/worker_law.hpp", "#include <caf/all.hpp>"},
        {"protocol/flow.hpp", "#include <caf/fwd.hpp>"},
        {"salesforce/login.cpp", "#include <curl/curl.h>"},
        {"metrics/push.cpp", "#  include <netinet/in.h>"},
        {"actors/gateway.cpp", "#include <boost/asio/io_context.hpp>"},
        {"metrics/series.cpp", "#include <sqlite3.h>"},
        {"control/retry.cpp", "#include \"retry.hpp\""},
        {"manager/all.cpp", "#include \"protocol/http.hpp\""},
    };
    for (const auto& file : broken) {
      CAPTURE(file.path);
      CAPTURE(file.text);
      CHECK(broken_arrows(file.path, file.text).size() == 1);
    }
  }

  TEST_CASE("a report names the file, the line, and what would be allowed") {
    const auto found =
        broken_arrows("control/retry.cpp", "// why\n\n#include <cmath>\n#include \"actors/limiter.hpp\"\n");
    REQUIRE(found.size() == 1);
    CHECK(found[0].text() == "control/retry.cpp:4: control must not use actors; it may use protocol");
  }

  TEST_CASE("what only looks like an include is none") {
    CHECK(
        broken_arrows("control/retry.cpp", "// #include \"actors/limiter.hpp\"\n#include MACRO\nincluded;\n").empty());
  }
}
