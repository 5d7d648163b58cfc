// Who may edit and who may read each field: `_flsSummary` of a record's fields. Payload of the part: {FIELD:
// {"editable_by": [..], "readonly_by": [..]}}, FIELD as FieldPermissions.Field says it, without the object's name.
//
// That name is the field's own, or its relationshipName (Parent for ParentId), or the compoundFieldName that it is a
// part of (BillingAddress for BillingCity), in this order. An entry that says nothing of relationship names (those of
// --input) is joined by FIELD + "Id". A field that nothing joins has permissions for nobody: two empty lists.
#pragma once

#include <boost/json/object.hpp>

namespace sluice {

/// `payload` null: a gap; fields without `_flsSummary` get the empty one.
void place_field_permissions(boost::json::object& record, const boost::json::object* payload);

}  // namespace sluice
