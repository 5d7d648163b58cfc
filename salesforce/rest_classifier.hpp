// Tells the engine how a call of the REST API ended. The errorCode, the status and the headers decide; words are for
// people, but for the hint that a limit was one of requests at once.
#pragma once

#include "protocol/outcome.hpp"

namespace sluice {

class rest_classifier : public classifier {
 public:
  [[nodiscard]] outcome classify(const http_result& r) const override;
};

}  // namespace sluice
