#include <algorithm>

#include "asl/parse/states.hpp"
#include "asl/parse/warnings.hpp"

namespace spotdrill::asl::parse {
namespace {

/// True when something in a result seems to expect that it is evaluated.
bool seems_dynamic(const json::value& value) {
  if (value.is_string()) return looks_like_expression(value.get_string());
  if (value.is_array()) return std::ranges::any_of(value.get_array(), seems_dynamic);
  if (!value.is_object()) return false;
  return std::ranges::any_of(value.get_object(), [](const auto& member) {
    return std::string_view{member.key()}.ends_with(".$") || seems_dynamic(member.value());
  });
}

}  // namespace

Pass read_pass(const Fields& fields) {
  fields.allow_in_state({"Assign", "Next", "End"},
                        {"InputPath", "OutputPath", "Result", "ResultPath", "Parameters"},
                        {"Output"});
  Pass pass;
  if (fields.in_jsonata()) return pass;
  if (const json::value* result = fields.find("Result")) {
    if (seems_dynamic(*result)) {
      fields.context().warn(code::result_is_static,
                            "The Result of a Pass state is passed on as it is: paths and intrinsic "
                            "functions are evaluated in Parameters",
                            fields.place_of("Result"));
    }
    pass.result = Payload::of(*result);
  }
  pass.parameters = fields.payload_template("Parameters");
  return pass;
}

}  // namespace spotdrill::asl::parse
