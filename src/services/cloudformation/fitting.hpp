// Properties into the form of an operation's input: names in its case, scalars of its types. Not a
// check: what has no place in the form is left for the service to refuse.
#pragma once

#include "base/json.hpp"
#include "shape/shape.hpp"

namespace spotdrill::cloudformation {

/// `value` as `shape` has it: "5" for a number, 5 for a text, {"roleArn"} for {"RoleArn"}.
json::value fit(const shape::Shape& shape, const json::value& value);

/// Takes out what is no member of the structure.
void drop_unknown(const shape::Shape& shape, json::object& value);

}  // namespace spotdrill::cloudformation
