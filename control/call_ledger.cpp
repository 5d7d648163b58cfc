#include "control/call_ledger.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace sluice {

namespace {
/// Of a kind that has not answered yet: rather too big, since calls that leave on a small guess all come home at once.
constexpr double unknown_reply_bytes = 1 << 20;
constexpr double memory_of_sizes = 0.2;
constexpr double memory_of_sets = 0.05;

std::string reason_of(const outcome& o) {
  if (o.message.empty()) return o.code;
  return o.code.empty() ? o.message : o.code + ": " + o.message;
}
}  // namespace

call_ledger::call_ledger(const ledger_options& options)
    : options_(options), waiting_(options.batch), random_(options.seed) {}

void call_ledger::want(waiting_want w, bool urgent) {
  if (stopped_) return;
  if (!urgent) return waiting_.add(std::move(w));
  want_set set{.asks = w.asks, .form = w.asks->forms().back(), .wants = {}};
  set.wants.push_back(std::move(w));
  urgent_.push_back(open(std::move(set), true));
}

void call_ledger::gone(std::uint64_t want) {
  if (waiting_.forget(want)) return;
  const auto in = in_call_.find(want);
  if (in == in_call_.end()) return;
  const std::uint64_t id = in->second;
  in_call_.erase(in);
  open_call& c = calls_.at(id);
  // What is out comes back; what only waits to be asked again has nobody left to be asked for. The next page of an open
  // set may hold bytes, so it is asked and ends the ordinary way.
  if (wanted(c) || c.is_out || c.bytes > 0) return;
  std::erase(line_of(c), id);
  calls_.erase(id);
}

bool call_ledger::wanted(const open_call& c) const {
  return std::any_of(c.wants.begin(), c.wants.end(), [&](auto& w) { return in_call_.contains(w.id); });
}

std::size_t call_ledger::next_bytes() const {
  if (ready() == 0) return 0;
  // What was begun may always go on alone: else sets that are half read could hold all the room, and nothing ends them.
  if (out_ == 0 && !(urgent_.empty() && first_.empty())) return 0;
  const auto& line = urgent_.empty() ? first_ : urgent_;
  const question* q = line.empty() ? waiting_.first() : calls_.at(line.front()).asks;
  if (q == nullptr) return 0;
  const auto known = expected_bytes_.find(q->kind());
  return static_cast<std::size_t>(known == expected_bytes_.end() ? unknown_reply_bytes : known->second);
}

std::uint64_t call_ledger::open(want_set set, bool urgent) {
  const std::uint64_t id = ++last_call_;
  open_call& c = calls_[id];
  c.asks = set.asks;
  c.form = set.form;
  c.wants = std::move(set.wants);
  c.urgent = urgent;
  for (const waiting_want& w : c.wants) {
    in_call_[w.id] = id;
    if (!w.object.empty()) c.objects.push_back(w.object);
  }
  begin(c);
  return id;
}

void call_ledger::begin(open_call& c) {
  c.request = c.asks->ask(c.form.kind, c.objects);
  c.reader = c.asks->reader(c.form.kind, c.objects);
}

std::optional<outgoing_call> call_ledger::next(time_point now) {
  if (ready() == 0) return {};
  if (urgent_.empty() && first_.empty()) first_.push_back(open(*waiting_.next(), false));
  auto& line = urgent_.empty() ? first_ : urgent_;
  const std::uint64_t id = line.front();
  line.pop_front();
  open_call& c = calls_.at(id);
  assert(!c.is_out && "a call has one copy out");
  c.is_out = true;
  ++out_;
  budget_.sent(now);
  outgoing_call call{
      .id = id, .kind = c.asks->kind(), .form = c.form.kind, .objects = c.objects.size(), .request = c.request};
  if (std::exchange(c.first_time, false)) {
    call.waited_since = c.wants.front().since;
    if (!c.objects.empty()) {
      objects_per_call_ += memory_of_sets * (static_cast<double>(c.objects.size()) - objects_per_call_);
    }
  }
  return call;
}

ledger_effects call_ledger::heard(std::uint64_t call, const http_result& result, const outcome& o, time_point now) {
  const auto it = calls_.find(call);
  assert(it != calls_.end() && it->second.is_out && "only what is out comes back");
  open_call& c = it->second;
  c.is_out = false;
  --out_;
  ledger_effects effects;
  const std::size_t bytes = result.body ? result.body->size() : 0;
  if (o.cls == outcome_class::ok) {
    double& expected = expected_bytes_.try_emplace(c.asks->kind(), unknown_reply_bytes).first->second;
    expected += memory_of_sizes * (static_cast<double>(bytes) - expected);
    c.bytes += bytes;
    read(it, result, effects, now);
  } else {
    effects.freed_bytes += bytes;
    fail(it, o, effects, now);
  }
  return effects;
}

void call_ledger::read(calls::iterator it, const http_result& result, ledger_effects& effects, time_point now) {
  open_call& c = it->second;
  page_verdict verdict = c.reader->read(result);
  if (auto* more = std::get_if<next_page>(&verdict)) {
    c.failures = 0;
    c.attempts = c.restarts;
    c.request = std::move(more->request);
    if (!stopped_) return line_of(c).push_back(it->first);
    effects.freed_bytes += std::exchange(c.bytes, 0);
    return close(it);
  }
  if (auto* bad = std::get_if<unreadable>(&verdict)) {
    // A set that was half read starts anew: what its reader holds may be wrong.
    effects.freed_bytes += std::exchange(c.bytes, 0);
    ++c.restarts;
    begin(c);
    return fail(it, {.cls = outcome_class::broken, .status = result.status, .code = "unreadable", .message = bad->why},
                effects, now);
  }
  deliver(it, c.reader->answers(), c.attempts + 1, effects);
}

void call_ledger::fail(calls::iterator it, const outcome& o, ledger_effects& effects, time_point now) {
  open_call& c = it->second;
  const bool counts = o.cls == outcome_class::broken || (c.urgent && o.cls == outcome_class::overloaded);
  if (counts && !o.cancelled) ++c.attempts;
  // A lone object in a set's form can be asked in another way still.
  const bool in_last_form = c.form.kind == c.asks->forms().back().kind;
  const std::size_t members = std::max<std::size_t>(in_last_form ? 1 : 2, c.objects.size());
  switch (judge(o, c.attempts, members, !c.urgent, options_.retry)) {
    case verdict::again:
    case verdict::outwait:
      return again(it, o, effects, now);
    case verdict::halve:
      effects.freed_bytes += std::exchange(c.bytes, 0);
      return halve(it);
    case verdict::renew:
      return hold(it, effects);
    case verdict::gap:
      return give_up(it, o.missing, reason_of(o), effects);
    case verdict::give_up:
      return give_up(it, gap::failed, reason_of(o), effects);
    case verdict::forget:
      effects.freed_bytes += std::exchange(c.bytes, 0);
      return close(it);
  }
}

void call_ledger::hold(calls::iterator it, ledger_effects& effects) {
  open_call& c = it->second;
  if (stopped_ || !wanted(c)) {
    effects.freed_bytes += std::exchange(c.bytes, 0);
    return close(it);
  }
  c.held = true;
  renewing_ = true;
  effects.renew = true;
}

void call_ledger::again(calls::iterator it, const outcome& o, ledger_effects& effects, time_point now) {
  open_call& c = it->second;
  if (stopped_ || !wanted(c)) {
    effects.freed_bytes += std::exchange(c.bytes, 0);
    return close(it);
  }
  ++c.failures;
  // A further page that keeps breaking may have lost its cursor: the set starts anew.
  if (o.cls == outcome_class::broken && c.failures > 1 && c.bytes > 0) {
    effects.freed_bytes += std::exchange(c.bytes, 0);
    ++c.restarts;
    begin(c);
  }
  time_point at = now + full_jitter(c.failures, options_.retry, random_);
  if (o.cls == outcome_class::overloaded) at = budget_.book(at, now);
  effects.again_at = at;
  effects.again_kind = c.asks->kind();
  effects.again_class = o.cls;
}

void call_ledger::halve(calls::iterator it) {
  open_call c = std::move(it->second);
  calls_.erase(it);
  const auto middle = c.wants.begin() + static_cast<std::ptrdiff_t>((c.wants.size() + 1) / 2);
  want_set front{.asks = c.asks, .form = c.form, .wants = {}};
  want_set back = front;
  front.wants.assign(std::make_move_iterator(c.wants.begin()), std::make_move_iterator(middle));
  back.wants.assign(std::make_move_iterator(middle), std::make_move_iterator(c.wants.end()));
  for (want_set* half : {&back, &front}) {
    std::erase_if(half->wants, [&](const waiting_want& w) { return !in_call_.contains(w.id); });
    if (half->wants.size() == 1) half->form = c.asks->forms().back();
    if (!half->wants.empty() && !stopped_) first_.push_front(open(std::move(*half), false));
  }
}

void call_ledger::give_up(calls::iterator it, gap missing, const std::string& reason, ledger_effects& effects) {
  std::vector<answer> answers(it->second.wants.size(), answer::without(missing, reason));
  deliver(it, std::move(answers), std::max(1U, it->second.attempts), effects);
}

void call_ledger::deliver(calls::iterator it, std::vector<answer> answers, std::uint32_t attempts,
                          ledger_effects& effects) {
  open_call& c = it->second;
  assert(answers.size() == c.wants.size() && "an answer to each want");
  const std::size_t share = c.bytes / c.wants.size();
  std::size_t rest = c.bytes - share * c.wants.size();
  for (std::size_t i = 0; i < c.wants.size(); ++i) {
    const std::size_t bytes = share + std::exchange(rest, 0);
    if (!in_call_.contains(c.wants[i].id)) {
      effects.freed_bytes += bytes;
      continue;
    }
    effects.deliveries.push_back(
        {.want = c.wants[i].id, .content = std::move(answers[i]), .bytes = bytes, .attempts = attempts});
  }
  close(it);
}

void call_ledger::close(calls::iterator it) {
  for (const waiting_want& w : it->second.wants) in_call_.erase(w.id);
  calls_.erase(it);
}

void call_ledger::due(std::uint64_t call) {
  if (stopped_) return;
  if (const auto it = calls_.find(call); it != calls_.end()) line_of(it->second).push_back(call);
}

void call_ledger::renewed() {
  renewing_ = false;
  for (auto& [id, c] : calls_) {
    if (!std::exchange(c.held, false)) continue;
    if (!stopped_) first_.push_back(id);
  }
}

std::size_t call_ledger::stop() {
  stopped_ = true;
  waiting_.clear();
  urgent_.clear();
  first_.clear();
  std::size_t bytes = 0;
  std::erase_if(calls_, [&](const auto& entry) {
    if (entry.second.is_out) return false;
    bytes += entry.second.bytes;
    return true;
  });
  std::erase_if(in_call_, [&](const auto& entry) { return !calls_.contains(entry.second); });
  return bytes;
}

}  // namespace sluice
