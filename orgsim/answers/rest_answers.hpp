// What is below /services/data/vNN.0: which address answers which method, and with what. A new address is a line in
// the list of rest_routes.cpp and a function here. For one thread only.
//
// The org is read-only: what would create, change or delete a record is refused and says so.
#pragma once

#include "orgsim/answers/describe.hpp"
#include "orgsim/answers/query_answers.hpp"
#include "orgsim/data/rights.hpp"
#include "orgsim/http/address.hpp"
#include "orgsim/http/body_cache.hpp"
#include "orgsim/http/message.hpp"
#include "orgsim/tables/tables.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace sluice::orgsim {

// Who asks, and what has been used of the day's calls.
struct caller {
  const rights& sees = all_rights;
  std::int64_t day_max = 0;
  std::int64_t day_used = 0;
  std::string identity;  // the address of the user's identity
  // Takes one more call into account, or refuses it: each subrequest of a batch counts.
  std::function<std::optional<reply>()> count_one;
};

class rest_answers {
 public:
  // `data` outlives it.
  rest_answers(const org_data& data, std::size_t cursors_alive);

  void set_host(std::string host) { host_ = std::move(host); }
  // `where` is the request's own address, with a version.
  reply answer(const request_view& request, const address& where, const caller& who);

  // One request with all that its answer may need.
  struct asked {
    const request_view& request;
    const address& where;
    const caller& who;
    bool tooling;
    // Segments of the address that the route left open.
    std::string name, id;
  };

  reply resources(const asked& a);
  reply tooling_resources(const asked& a);
  reply list(const asked& a);
  reply tooling_list(const asked& a);
  reply describe(const asked& a);
  reply basic_facts(const asked& a);
  reply record(const asked& a);
  reply query(const asked& a);
  reply query_more(const asked& a);
  reply limits(const asked& a);
  reply record_count(const asked& a);
  reply composite(const asked& a);
  reply batch(const asked& a);
  reply composite_resources(const asked& a);
  reply refuse_write(const asked& a);

 private:
  answer_place place(const asked& a) const;
  table_ptr table_of(const asked& a);
  reply describe_table(const asked& a);
  reply subrequest(const request_view& inner, const asked& outer, bool counted);

  org_data data_;
  query_answers queries_;
  body_cache bodies_;
  std::string host_;
};

}  // namespace sluice::orgsim
