// The part "field_permissions": who may edit and who may only read each field of an object, by the label of the
// permission set, or by the profile's name where a profile owns the set (its own label is an id then).
// Payload: {FIELD: {"editable_by": [label,...], "readonly_by": [label,...]}}, all sorted, each label once; FIELD as
// FieldPermissions.Field says it, without the object in front ("Parent", "BillingAddress", "X__c"). Several sets may
// have one label, and rows may come twice: they are merged, and edit wins over read.
#pragma once

#include "protocol/question.hpp"

#include <memory>

namespace sluice {

[[nodiscard]] std::unique_ptr<part> make_field_permissions();

}  // namespace sluice
