#include "orgsim/login/identity.hpp"

#include "orgsim/answers/json_text.hpp"
#include "orgsim/data/record_id.hpp"

#include <array>
#include <utility>

namespace sluice::orgsim {

namespace {

std::string first_name(const user& who) {
  return who.name.substr(0, who.name.find(' '));
}

std::string last_name(const user& who) {
  const std::size_t space = who.name.find(' ');
  return space == std::string::npos ? who.name : who.name.substr(space + 1);
}

void write_urls(json_text& json, const identified& whom) {
  const std::string host(whom.host);
  const std::string organization(without_checksum(whom.organization));
  const std::string rest = host + "/services/data/v{version}/";
  json.key("urls").begin_object();
  for (const auto& [name, letter] :
       std::array<std::pair<const char*, const char*>, 3>{{{"enterprise", "c"}, {"metadata", "m"}, {"partner", "u"}}})
    json.member(name,
                std::string(host).append("/services/Soap/").append(letter).append("/{version}/").append(organization));
  json.member("rest", rest);
  for (const char* name : {"sobjects", "search", "query", "recent"}) json.member(name, rest + name + "/");
  json.member("profile", host + "/" + whom.who.id);
  json.member("feeds", rest + "chatter/feeds").member("groups", rest + "chatter/groups");
  json.member("users", rest + "chatter/users").member("feed_items", rest + "chatter/feed-items");
  json.end_object();
}

void write_photos(json_text& json, const identified& whom) {
  const std::string photo = std::string(whom.host) + "/profilephoto/005/";
  json.key("photos").begin_object().member("picture", photo + "F").member("thumbnail", photo + "T").end_object();
}

void write_address(json_text& json, const identified& whom) {
  json.null_member("addr_street").null_member("addr_city").null_member("addr_state");
  json.member("addr_country", "DE").member("addr_zip", "10115");
  json.null_member("mobile_phone").member("mobile_phone_verified", false);
  json.key("status").begin_object().null_member("created_date").null_member("body").end_object();
  write_urls(json, whom);
}

}  // namespace

std::string identity_url(const identified& whom) {
  return std::string(whom.host) + "/id/" + std::string(whom.organization) + "/" + whom.who.id;
}

std::string identity_text(const identified& whom) {
  std::string out;
  json_text json(out);
  json.begin_object().member("id", identity_url(whom)).member("asserted_user", true);
  json.member("user_id", whom.who.id).member("organization_id", whom.organization);
  json.member("username", whom.username).member("nick_name", whom.username.substr(0, whom.username.find('@')));
  json.member("display_name", whom.who.name).member("email", whom.who.email).member("email_verified", true);
  json.member("first_name", first_name(whom.who)).member("last_name", last_name(whom.who));
  json.member("timezone", "Europe/Berlin");
  write_photos(json, whom);
  write_address(json, whom);
  json.member("active", whom.who.active).member("user_type", "STANDARD").member("language", "en_US");
  json.member("locale", "en_US").member("utcOffset", 3600000);
  json.member("last_modified_date", "2024-11-04T08:15:00.000+0000").member("is_app_installed", true).end_object();
  return out;
}

std::string userinfo_text(const identified& whom) {
  std::string out;
  json_text json(out);
  json.begin_object().member("sub", identity_url(whom)).member("user_id", whom.who.id);
  json.member("organization_id", whom.organization).member("preferred_username", whom.username);
  json.member("nickname", whom.username.substr(0, whom.username.find('@'))).member("name", whom.who.name);
  json.member("email", whom.who.email).member("email_verified", true);
  json.member("given_name", first_name(whom.who)).member("family_name", last_name(whom.who));
  json.member("zoneinfo", "Europe/Berlin");
  write_photos(json, whom);
  json.member("profile", std::string(whom.host) + "/" + whom.who.id);
  json.member("picture", std::string(whom.host) + "/profilephoto/005/F");
  json.key("address").begin_object().member("country", "DE").member("postal_code", "10115").end_object();
  write_urls(json, whom);
  json.member("active", whom.who.active).member("user_type", "STANDARD").member("language", "en_US");
  json.member("locale", "en_US").member("utcOffset", 3600000);
  json.member("updated_at", "2024-11-04T08:15:00Z").member("is_app_installed", true).end_object();
  return out;
}

}  // namespace sluice::orgsim
