#include "orgsim/behaviour/profile_file.hpp"
#include "orgsim/http/front.hpp"
#include "tests/unit/orgsim/recordings_shape.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string_view>
#include <vector>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/url/encode.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>
#include <doctest/doctest.h>

using namespace sluice::orgsim;
using namespace orgsim_test;
namespace json = boost::json;

namespace {

const std::filesystem::path recordings = std::filesystem::path(SLUICE_SHARED_DATA) / "recordings";

struct recorded_call {
  std::string file, method, path, body;
  int status = 200;
  json::value answer;
};

// What the org does not answer as it was recorded, and why.
struct explained {
  std::string_view file;  // the beginning of its name
  std::string_view path;  // of the shape; with a dot at its end all that begin so
  std::string_view why;
};
constexpr std::array table{
    explained{"describe", ".urls.", "an object has the addresses of what it can do, never of what it can't"},
    explained{"describe", ".sobjects[].urls.", "likewise"},
    explained{"describe", ".actionOverrides[]", "no action of this org is overridden"},
    explained{"describe", ".namedLayoutInfos[]", "no layout of this org has a name of its own"},
    explained{"tooling-describe", ".urls.", "as of a describe"},
    explained{"describe", ".fields[].picklistValues[].validFor", "no picklist of this org depends on another"},
    explained{"describe", ".fields[].filteredLookupInfo.", "no lookup of this org is filtered"},
    explained{"describe", ".childRelationships[].junction", "no relationship of this org goes through a junction"},
    explained{"composite-describes", ".compositeResponse[].body.urls.", "as of a describe"},
    explained{"describe", ".sobjectDescribeOption", "v42: some recorded answers have it, others of v42 do not"},
    explained{"composite-describes-sampled", ".compositeResponse[].body",
              "of an object that this org has not: refused"},
    explained{"composite-describes-sampled", ".compositeResponse[].body.urls", "an empty list by its authors' cut"},
    explained{"errors-4xx-various", "[].fields", "answers to writes: the org is read-only and refuses them as such"},
    explained{"errors-amp-labs", "[].fields", "likewise"},
    explained{"limits.json", ".DailyApiRequests.", "that org's connected apps, each by its name"},
    explained{"limits.json", ".DailyBulkApiBatches.", "likewise"},
    explained{"limits.json", ".DailyBulkApiRequests.", "likewise"},
    explained{"limits.json", ".DailyGenericStreamingApiEvents.", "likewise"},
    explained{"limits.json", ".DailyStreamingApiEvents.", "likewise"},
    explained{"record-", ".", "the fields of the recorded object"},
    explained{"limits.json", ".BOZosCalloutHourlyLimit", "a limit of one org's own making"},
    explained{"limits.json", ".BOZosCalloutHourlyLimit.", "likewise"},
    explained{"tooling-query-EntityParticle", ".records[].InlineHelpText", "not asked for: in rows added by hand"},
    explained{"tooling-query-EntityParticle", ".records[].FieldDefinition.Description", "likewise"},
    explained{"services-data-version-resources", ".identity", "of the user who asks: set where one has logged in"},
};

// Recordings of what this org does not do.
struct left_out {
  std::string_view file;
  std::string_view why;
};
constexpr std::array not_played{
    left_out{"create-201", "the org is read-only"},
    left_out{"composite-write-rollback", "the org is read-only"},
    left_out{"composite-sobjects", "the org is read-only"},
    left_out{"errors-quoted", "quotations without their requests: limits.hpp and soql's refusals have these words"},
    left_out{"headers-", "no answers: consecutive headers"},
};

bool starts(std::string_view text, std::string_view beginning) {
  return text.starts_with(beginning);
}

std::string text_of(const json::value& v) {
  return v.is_string() ? std::string(v.as_string()) : json::serialize(v);
}

void add_calls(std::vector<recorded_call>& to, const std::string& file, const json::value& entry) {
  if (!entry.is_object() || !entry.as_object().contains("body")) return;
  const json::object& o = entry.as_object();
  const json::value* request = o.if_contains("request");
  if (request == nullptr || !request->is_object() || !request->as_object().contains("path")) return;
  recorded_call call{file, text_of(request->as_object().at("method")), text_of(request->as_object().at("path")), {}};
  if (const json::value* body = request->as_object().if_contains("body")) call.body = text_of(*body);
  if (const json::value* status = o.if_contains("status"); status != nullptr && status->is_int64())
    call.status = static_cast<int>(status->as_int64());
  call.answer = o.at("body");
  to.push_back(std::move(call));
}

std::vector<recorded_call> all_calls() {
  std::vector<recorded_call> calls;
  std::vector<std::filesystem::path> files;
  for (const auto& f : std::filesystem::directory_iterator(recordings))
    if (f.path().extension() == ".json") files.push_back(f.path());
  std::sort(files.begin(), files.end());
  for (const auto& path : files) {
    std::ifstream in(path);
    const json::value whole = json::parse(std::string(std::istreambuf_iterator<char>(in), {}));
    const std::string name = path.filename().string();
    const json::value* family = whole.is_object() ? whole.as_object().if_contains("recordings") : nullptr;
    if (family == nullptr)
      add_calls(calls, name, whole);
    else
      for (const json::value& entry : family->as_array()) add_calls(calls, name, entry);
  }
  return calls;
}

void replace_all(std::string& in, std::string_view what, std::string_view with) {
  for (std::size_t at = in.find(what); at != std::string::npos; at = in.find(what, at + with.size()))
    in.replace(at, what.size(), with);
}

class played_org {
 public:
  played_org() : front_(org::made_up(1, 300), *load_profile("instant"), with_key()) {
    front_.set_host("https://127.0.0.1:1");
  }

  json::value get(const std::string& target) { return ask("GET", target, {}).second; }

  // As a client would write it: `vxx` was masked by its recorder, statements stand unescaped in the recordings.
  std::pair<int, json::value> play(const recorded_call& call) {
    std::string target = call.path;
    std::string body = call.body;
    for (std::string* text : {&target, &body}) replace_all(*text, "vxx.0", "v62.0");
    const std::size_t q = target.find("?q=");
    if (q != std::string::npos && target.find(' ') != std::string::npos)
      target = target.substr(0, q + 3) + boost::urls::encode(target.substr(q + 3), boost::urls::unreserved_chars);
    return ask(call.method, target, body);
  }

  std::string an_id(const std::string& object) {
    const json::value page = get("/services/data/v62.0/query?q=SELECT+Id+FROM+" + object + "+LIMIT+1");
    return text_of(page.at("records").at(0).at("Id"));
  }
  std::string identity_path() { return text_of(get("/services/oauth2/userinfo").at("sub")).substr(19); }
  const credentials& known() const { return front_.logins().known(); }

 private:
  static credentials with_key() { return made_up_credentials(1); }

  std::pair<int, json::value> ask(const std::string& method, const std::string& target, const std::string& body) {
    request_view r;
    r.method = boost::beast::http::string_to_verb(method);
    r.target = target;
    const std::string bearer = "Bearer " + front_.token();
    r.authorization = bearer;
    r.body = body;
    r.content_type = "application/json";
    reply got;
    if (auto refused = front_.refuse(r, sim_time(0), {.all = 1}))
      got = std::move(*refused);
    else
      got = front_.answer(r);
    std::string text = got.body ? *got.body : std::string();
    if (got.pieces)
      while (got.pieces(text)) {
      }
    json::error_code no_json;
    return {got.status, json::parse(text, no_json)};
  }

  front front_;
};

const std::vector<recorded_call>* recorded() {
  if (!std::filesystem::exists(recordings)) {
    MESSAGE("left out: there are no recordings at " << recordings.string());
    return nullptr;
  }
  static const std::vector<recorded_call> calls = all_calls();
  return &calls;
}

void check_lacking(const recorded_call& call, const json_shape& ours) {
  for (const std::string& path : lacking(shape_of(call.answer), ours)) {
    const bool known = std::any_of(table.begin(), table.end(), [&](const explained& e) {
      return starts(call.file, e.file) && (path == e.path || (e.path.ends_with('.') && starts(path, e.path)));
    });
    if (!known) FAIL_CHECK(call.file << ": " << call.path << ": lacks " << path);
  }
}

bool is_played(const recorded_call& call) {
  return std::none_of(not_played.begin(), not_played.end(),
                      [&](const left_out& l) { return starts(call.file, l.file); });
}

// All that the org's describes of a version hold together, since no one object has a picklist, a reference and a
// formula for certain.
json_shape describes_of(played_org& org, const std::string& version) {
  json_shape all;
  const json::value list = org.get("/services/data/" + version + "/sobjects");
  for (const json::value& o : list.at("sobjects").as_array())
    add_shape(all, org.get("/services/data/" + version + "/sobjects/" + text_of(o.at("name")) + "/describe"));
  return all;
}

std::string version_of(const std::string& path) {
  const std::size_t begin = path.find("/data/") + 6;
  const std::string version = path.substr(begin, path.find('/', begin) - begin);
  return version == "vxx.0" ? "v62.0" : version;
}

}  // namespace

TEST_CASE("every member of every recorded describe and list is told, with its type, in that version") {
  const auto* calls = recorded();
  if (calls == nullptr) return;
  played_org org;
  std::map<std::string, json_shape> by_version;
  int seen = 0;
  for (const recorded_call& call : *calls) {
    if (!starts(call.file, "describe") || call.status != 200) continue;
    // Recorded under a newer address than its members are of.
    const std::string version = call.file.find("-old") == std::string::npos ? version_of(call.path) : "v24.0";
    ++seen;
    if (starts(call.file, "describeGlobal")) {
      check_lacking(call, shape_of(org.get("/services/data/" + version + "/sobjects")));
      continue;
    }
    if (!by_version.contains(version)) by_version[version] = describes_of(org, version);
    check_lacking(call, by_version[version]);
  }
  CHECK(seen >= 39);
}

TEST_CASE("a describe of each version has the recorded number of members, each describe all of them") {
  played_org org;
  struct sizes {
    const char* version;
    std::size_t members;
    std::size_t of_field;
  };
  for (const sizes& known : {sizes{"v22.0", 27U, 39U},
                             {"v24.0", 27U, 41U},
                             {"v25.0", 27U, 43U},
                             {"v29.0", 28U, 43U},
                             {"v34.0", 30U, 51U},
                             {"v42.0", 35U, 55U},
                             {"v46.0", 35U, 57U},
                             {"v48.0", 42U, 57U},
                             {"v52.0", 45U, 57U},
                             {"v62.0", 45U, 57U}}) {
    CAPTURE(known.version);
    const json::value account = org.get(std::string("/services/data/") + known.version + "/sobjects/Account/describe");
    CHECK(account.as_object().size() == known.members);
    for (const json::value& f : account.at("fields").as_array()) CHECK(f.as_object().size() == known.of_field);
  }
}

TEST_CASE("every other recorded answer is told with its members and their types") {
  const auto* calls = recorded();
  if (calls == nullptr) return;
  played_org org;
  int played = 0;
  int strangers = 0;
  for (recorded_call call : *calls) {
    if (!is_played(call) || starts(call.file, "describe")) continue;
    CAPTURE(call.file);
    CAPTURE(call.path);
    if (starts(call.file, "record-Account"))
      call.path = "/services/data/v42.0/sobjects/Account/" + org.an_id("Account");
    if (starts(call.file, "record-Opportunity") || starts(call.file, "record-Organization"))
      call.path = "/services/data/v62.0/sobjects/Organization/" + org.an_id("Organization");
    if (starts(call.file, "identity")) call.path = org.identity_path();
    if (starts(call.file, "tooling-describe")) call.path = "/services/data/v52.0/tooling/sobjects/ApexTrigger/describe";
    if (starts(call.file, "oauth-token"))
      call.body = "grant_type=client_credentials&client_id=" + org.known().client_id +
                  "&client_secret=" + org.known().client_secret;
    if (starts(call.file, "oauth-errors")) call.body = "grant_type=password";
    const auto [status, ours] = org.play(call);
    ++played;
    // Another org's objects and fields, and users who are logged in here, are answered by an error or by what is there.
    if ((status < 400) != (call.status < 400)) {
      ++strangers;
      CHECK(status != 500);
      continue;
    }
    json_shape shape = shape_of(ours);
    check_lacking(call, shape);
  }
  MESSAGE(played << " recorded answers played, " << strangers << " of them answered by the other of success and error");
  CHECK(played > 200);
}
