// A page of a query's rows as the API writes it.
#pragma once

#include "orgsim/soql/query.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace sluice::orgsim::soql {

struct page_frame {
  std::string base;      // `/services/data/v64.0` or `/services/data/v64.0/tooling`
  bool tooling = false;  // the Tooling API has another envelope
  std::string locator;   // of the page that follows, without the offset
  std::size_t first = 0;
  std::size_t batch = 2000;
};

std::string write_page(const query& q, const result_set& rows, const page_frame& frame);

}  // namespace sluice::orgsim::soql
