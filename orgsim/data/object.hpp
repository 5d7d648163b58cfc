// One object of the org, as little of it as has to be kept: the rest is computed from its key when it is asked for.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

namespace sluice::orgsim {

enum class object_kind {
  standard,  // holds business data: automation, permissions, rows
  setup,     // standard too, but configuration: users, profiles, classes, views
  custom,    // X__c
  metadata,  // X__mdt
  event,     // X__e
  big,       // X__b
  external,  // X__x
  history,   // AccountHistory, X__History
  share,     // AccountShare, X__Share
  feed,      // AccountFeed, X__Feed
  change,    // AccountChangeEvent, X__ChangeEvent
};

// What the list and the describe say of an object, by its kind.
struct kind_traits {
  bool custom, createable, deletable, updateable, queryable, replicateable, retrieveable, searchable, triggerable,
      undeletable, layoutable, mru_enabled, feed_enabled, mergeable;
  // Whether /limits/recordCount knows such an object at all, and whether COUNT() answers for it.
  bool in_record_count, countable;
  // The value of associateEntityType, empty for null.
  std::string_view associate;
};
const kind_traits& traits(object_kind kind);

inline constexpr std::uint32_t no_object = std::numeric_limits<std::uint32_t>::max();

struct object {
  std::string name;
  std::string label;
  object_kind kind = object_kind::standard;
  std::uint64_t key = 0;             // hash of the name: what its draws are named by
  std::uint32_t ordinal = 0;         // order of creation: ids are made of it
  std::uint32_t parent = no_object;  // index of the object that a History, Share, Feed or ChangeEvent belongs to
  std::uint32_t schema = no_object;  // index of its entry in the schema file
};

// The kind that a name tells by its ending; for History, Share, Feed and ChangeEvent only where the rest of it is
// the name of a known object, which the caller finds out.
object_kind kind_of_suffix(std::string_view name);

// The part before the first of two double underscores: `ns` of `ns__Thing__c`; empty for none.
std::string_view namespace_of(std::string_view name);

// `Invoice_Line__c` and `InvoiceLine` both become `Invoice Line`.
std::string label_of_name(std::string_view name);

// By its kind, but for some standard objects that no org answers queries of.
bool queryable(const object& o);

// Flows, triggers and rules can hang on it; fields have permissions of their own.
bool has_automation(object_kind kind);
bool has_field_permissions(object_kind kind);
// Objects that an administrator made, whose durable id is a 15-character id and not their name.
bool is_custom_entity(object_kind kind);

}  // namespace sluice::orgsim
