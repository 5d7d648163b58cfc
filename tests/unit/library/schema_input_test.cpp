#include "library/schema_input.hpp"

#include "library/json_text.hpp"
#include "tests/unit/library/scratch.hpp"

#include <algorithm>

using namespace sluice;
using namespace sluice::scratch;
using strings = std::vector<std::string>;

namespace {

const run_shape asks{{call_kind("flows"), false}, {call_kind("field_permissions"), false}};

strings as_text(const std::vector<object_name>& names) {
  strings text;
  for (const auto& n : names) text.push_back(n.str());
  return text;
}

/// The names, or the error's code and line.
strings names_in(const std::filesystem::path& file, sqlite_store& store, std::size_t objects_max = all_objects) {
  const auto names = read_schema_input(file, store, objects_max);
  if (names) return as_text(*names);
  return {std::to_string(static_cast<int>(names.error().code)), names.error().line()};
}

std::string error_of(std::string_view text) {
  folder dir;
  const auto store = open(dir / "out");
  write(dir / "in.json", text);
  const auto names = read_schema_input(dir / "in.json", *store);
  REQUIRE(names.has_error());
  CHECK(names.error().code == exit_code::bad_usage);
  CHECK(names.error().about == (dir / "in.json").string());
  return names.error().what;
}

/// A run of --fetch=none over a file: each object's flows are found, its permissions too.
void harvest(sqlite_store& store, const std::filesystem::path& input, const char* flow,
             std::size_t objects_max = all_objects) {
  const auto names = read_schema_input(input, store, objects_max);
  REQUIRE_MESSAGE(names.has_value(), (names ? "" : names.error().line()));
  begin(store);
  REQUIRE(store.plan(*names).has_value());
  for (const auto& name : *names) {
    REQUIRE(store
                .put(std::vector{found(name.str().c_str(), "flows", flow),
                                 found(name.str().c_str(), "field_permissions", "{}")})
                .has_value());
  }
  REQUIRE(store.publish().has_value());
}

const char* const two = R"({"version": 7, "nested": {"objects": [1]}, "objects": [
  {"name": "B", "label": "Bee", "fields": [{"name": "OwnerId", "n": 123456789012345678901234567890}]},
  {"fields": [], "name": "A", "x": {"objects": [{"name": "no"}]}}
], "after": null})";

}  // namespace

TEST_CASE("the names come in the file's order, whatever else the file holds") {
  folder dir;
  const auto store = open(dir / "out", asks);
  write(dir / "in.json", two);
  CHECK(names_in(dir / "in.json", *store) == strings{"B", "A"});
  CHECK(names_in(dir / "in.json", *store, 1) == strings{"B"});
  write(dir / "in.json", std::string("\xef\xbb\xbf") + two);
  CHECK(names_in(dir / "in.json", *store) == strings{"B", "A"});
  write(dir / "in.json", R"({"objects":[]})");
  CHECK(names_in(dir / "in.json", *store).empty());
}

TEST_CASE("an entry is kept whole and is the base of its record") {
  folder dir;
  const auto store = open(dir / "out", asks);
  write(dir / "in.json", two);
  harvest(*store, dir / "in.json", "[\"F\"]");
  std::string text;
  write_json(text, *read_json(read(dir / "out/objects/B.json")), json_layout::compact);
  CHECK(text == R"({"name":"B","label":"Bee","fields":[{"name":"OwnerId","n":123456789012345678901234567890,)"
                R"("_flsSummary":{"editable_by":[],"readonly_by":[]}}],)"
                R"("_relationshipMetadata":{"automationSummary":{"flows":["F"]}}})");
}

TEST_CASE("what is wrong with an input is told with its place") {
  folder dir;
  const auto store = open(dir / "out");
  CHECK(names_in(dir / "missing.json", *store)[0] == "2");
  CHECK(names_in(dir / "missing.json", *store)[1].find("No such file") != std::string::npos);
  CHECK(names_in(dir.path(), *store)[0] == "2");
  CHECK(error_of("{\n  \"objects\": [\n    {\"name\": \"A\",}\n  ]\n}").find("at line 3, column 18") !=
        std::string::npos);
  CHECK(error_of("{\"objects\": [{\"name\": \"A\"}").find("at line 1, column 27") != std::string::npos);
  CHECK(error_of("").find("at line 1, column 1") != std::string::npos);
  CHECK(error_of("{\"objects\": []} x").find("at line 1, column 17") != std::string::npos);
  CHECK(error_of("{\"objects\": [\n{\"label\": \"A\"}]}") == "object 1 of the input has no name (line 2)");
  CHECK(error_of("{\"objects\": [{\"name\": \"A\"}, {\"name\": 5}]}") == "object 2 of the input has no name (line 1)");
  CHECK(error_of("{\"objects\": [{\"name\": 123456789012345678901234567890}]}") ==
        "object 1 of the input has no name (line 1)");
  CHECK(error_of("{\"objects\": [{\"name\": \"\"}]}") == "object 1 of the input has no name (line 1)");
  CHECK(error_of("{\"objects\": [\"A\"]}") == "object 1 of the input has no name (line 1)");
  CHECK(error_of("{\"objects\": [\n{\"name\": \"A\"},\n{\"name\": \"A\"}\n]}") ==
        "the input names object A twice (line 3)");
  for (const char* text : {"{}", "[]", "[{\"name\": \"A\"}]", "{\"objects\": null}", "{\"objects\": {\"name\": \"A\"}}",
                           "{\"other\": [{\"name\": \"A\"}]}", "5"}) {
    CHECK(error_of(text) == "there is no list \"objects\" in the input");
  }
  CHECK(error_of("{\"objects\": [" + std::string(100, '[')).find("line 1") != std::string::npos);
}

TEST_CASE("a place is told right however far into the file it is") {
  std::string text = "{\"objects\": [\n";
  for (int i = 0; i < 5000; ++i) text += "{\"name\": \"Object_" + std::to_string(i) + "__c\", \"fields\": []},\n";
  CHECK(error_of(text + "  {\"name\": oops}\n]}").find("at line 5002, column 12") != std::string::npos);
}

TEST_CASE("an input that is refused leaves the last run's originals") {
  folder dir;
  const auto store = open(dir / "out", asks);
  write(dir / "in.json", two);
  harvest(*store, dir / "in.json", "[\"F\"]");
  const auto before = library_of(dir / "out");
  write(dir / "bad.json", R"({"objects":[{"name":"B","label":"other"},{}]})");
  CHECK(names_in(dir / "bad.json", *store)[0] == "2");
  begin(*store, resume_mode::all);
  REQUIRE(store->publish().has_value());
  CHECK((library_of(dir / "out") == before));
}

TEST_CASE("the input of another org's run leaves the folder as it is") {
  folder dir;
  const auto store = open(dir / "out", asks);
  write(dir / "in.json", two);
  harvest(*store, dir / "in.json", "[\"F\"]");
  const auto before = library_of(dir / "out");
  write(dir / "other.json", R"({"objects":[{"name":"B","label":"other"}]})");
  CHECK(names_in(dir / "other.json", *store) == strings{"B"});
  run_identity other = acme;
  other.organization_id = "00D000000000002AAA";
  REQUIRE(store->open_run(other, resume_mode::fresh).has_error());
  store->drop_waiting_originals();
  begin(*store, resume_mode::all);
  REQUIRE(store->publish().has_value());
  CHECK((library_of(dir / "out") == before));
}

TEST_CASE("input and output may be one file: what Sluice added is not read back as original") {
  folder dir;
  std::filesystem::create_directory(dir / "out");
  write(dir / "out/schema.json", two);
  auto store = open(dir / "out", asks);
  harvest(*store, dir / "out/schema.json", "[\"F1\"]");
  CHECK(read(dir / "out/schema.json").find("F1") != std::string::npos);
  store.reset();
  // The second run's flows can't be had: its records show none of the first run's.
  store = open(dir / "out", asks);
  const auto names = read_schema_input(dir / "out/schema.json", *store);
  REQUIRE(names.has_value());
  CHECK(as_text(*names) == strings{"B", "A"});
  begin(*store);
  REQUIRE(store->plan(*names).has_value());
  for (const char* name : {"A", "B"}) {
    REQUIRE(
        store->put(std::vector{gone(name, "flows", gap::failed), found(name, "field_permissions", "{}")}).has_value());
  }
  REQUIRE(store->publish().has_value());
  CHECK(read(dir / "out/schema.json").find("F1") == std::string::npos);
  CHECK(read(dir / "out/schema.json").find("123456789012345678901234567890") != std::string::npos);
}

TEST_CASE("a schema.json that was edited since it was published is new input") {
  folder dir;
  std::filesystem::create_directory(dir / "out");
  write(dir / "out/schema.json", two);
  const auto store = open(dir / "out", asks);
  harvest(*store, dir / "out/schema.json", "[\"F1\"]");
  std::string text = read(dir / "out/schema.json");
  text.replace(text.find("Bee"), 3, "Bumblebee");
  write(dir / "out/schema.json", text);
  harvest(*store, dir / "out/schema.json", "[\"F2\"]");
  CHECK(read(dir / "out/objects/B.json").find("Bumblebee") != std::string::npos);
  CHECK(read(dir / "out/objects/B.json").find("F1") == std::string::npos);
}

TEST_CASE("a trial of few objects on input and output in one file loses none of the others") {
  folder dir;
  std::filesystem::create_directory(dir / "out");
  write(dir / "out/schema.json", two);
  const auto store = open(dir / "out", asks);
  harvest(*store, dir / "out/schema.json", "[]", 1);
  CHECK(read(dir / "out/schema.json").find("\"A\"") == std::string::npos);
  harvest(*store, dir / "out/schema.json", "[]");
  CHECK(read(dir / "out/objects/A.json").find("\"no\"") != std::string::npos);
}

TEST_CASE("a later run that describes for itself doesn't use the entries of an earlier --input") {
  folder dir;
  const run_shape with_describe{{call_kind("describe"), false}};
  write(dir / "in.json", R"({"objects":[{"name":"A","label":"from the input"}]})");
  const auto store = open(dir / "out", with_describe);
  harvest(*store, dir / "in.json", "[]");
  CHECK(read(dir / "out/objects/A.json").find("from the input") != std::string::npos);
  begin(*store);
  REQUIRE(store->plan(objects({"A"})).has_value());
  REQUIRE(store->put(std::vector{found("A", "describe", R"({"name":"A","label":"from the org"})")}).has_value());
  REQUIRE(store->publish().has_value());
  CHECK(read(dir / "out/objects/A.json").find("from the org") != std::string::npos);
}

TEST_CASE("resuming over the same input gives the files of an undisturbed run") {
  folder calm;
  folder dir;
  for (const auto* where : {&calm, &dir}) {
    std::filesystem::create_directory(*where / "out");
    write(*where / "out/schema.json", two);
    auto store = open(*where / "out", asks);
    if (where == &dir) {
      const auto names = read_schema_input(dir / "out/schema.json", *store);
      REQUIRE(names.has_value());
      begin(*store);
      REQUIRE(store->plan(*names).has_value());
      REQUIRE(store->put(std::vector{found("A", "flows", "[\"F\"]")}).has_value());
      store.reset();
      store = open(*where / "out", asks);
    }
    const auto names = read_schema_input(*where / "out/schema.json", *store);
    REQUIRE(names.has_value());
    begin(*store, resume_mode::all);
    REQUIRE(store->plan(*names).has_value());
    for (const char* name : {"B", "A"}) {
      REQUIRE(
          store->put(std::vector{found(name, "flows", "[\"F\"]"), found(name, "field_permissions", "{}")}).has_value());
    }
    REQUIRE(store->publish().has_value());
  }
  CHECK((library_of(calm / "out") == library_of(dir / "out")));
}

TEST_CASE("the schema of a real org comes through with every field") {
  const std::filesystem::path real = std::filesystem::path(SLUICE_SHARED_DATA) / "org-schema.json";
  if (!std::filesystem::exists(real)) {
    MESSAGE("left out: there is no " << real.string());
    return;
  }
  folder dir;
  const auto store = open(dir / "out", asks);
  harvest(*store, real, "[]");
  const auto tree = read_json(read(dir / "out/schema.json"));
  REQUIRE(tree.has_value());
  std::size_t fields = 0;
  for (const auto& object : tree->at("objects").as_array()) {
    for (const auto& field : object.at("fields").as_array()) {
      ++fields;
      if (!field.at("_flsSummary").at("editable_by").is_array()) FAIL_CHECK("a field without permissions");
    }
  }
  CHECK(tree->at("objects").as_array().size() == 824);
  CHECK(fields == 11'887);
}
