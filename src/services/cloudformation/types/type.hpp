// What CloudFormation knows of a type of resources: data only. By which operations of which service
// one is made, changed, read and deleted, and how its properties become their inputs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace spotdrill::cloudformation {

/// What a change of a property asks for.
enum class Change : std::uint8_t {
  InPlace,
  Replacement,
  /// AWS changes it in place, by an operation that is not here.
  Refused,
};

struct Property {
  std::string_view name;
  Change change = Change::InPlace;
  bool required = false;
};

/// A call of an operation. `input` is JSON in which texts that begin with "$" are expressions
/// (expressions.hpp); what they have no value for is left out.
struct Call {
  std::string_view service = {};    ///< The model's: "iam".
  std::string_view operation = {};  ///< Empty: no call.
  std::string_view input = {};
  /// It is made once for each element of this list ("$@each" in the input).
  std::string_view each = {};
  /// It is made only if this has a value that is not empty and not false.
  std::string_view when = {};
  std::string_view as = {};  ///< What its output is called in later expressions ("$@NAME.Member").
};

struct Attribute {
  std::string_view name;
  std::string_view value;  ///< An expression; what was read is "@read".
};

/// When a resource that was made or changed is ready.
struct Stable {
  std::string_view value = {};  ///< An expression over "@read"; empty: at once.
  std::string_view wanted = {};
  std::string_view failed = {};  ///< It never will be.
};

struct ResourceType {
  std::string_view name;
  std::span<const Property> properties;
  /// The property that names the resource; empty: it has none, or its service names it.
  std::string_view name_property = {};
  std::size_t name_length_max = 64;
  bool lower_case_name = false;
  std::string_view name_suffix = {};  ///< An expression: ".fifo".

  Call probe = {};  ///< Succeeds when there is one of that name, where creating would not fail.
  std::span<const Call> create = {};
  std::string_view id = "$@name";  ///< An expression: what Ref gives.
  Call read = {};
  Stable stable = {};
  std::span<const Call> finish = {};  ///< When it is stable.
  std::span<const Call> update = {};
  std::span<const Call> remove = {};
  /// Codes, between blanks, that say that there is no such resource.
  std::string_view gone = {};
  /// Over "@read", after `remove`: its wanted value, or the read's refusal, says that it is gone.
  Stable removed = {};
  std::span<const Attribute> attributes = {};
  bool needs_iam_capability = false;
};

}  // namespace spotdrill::cloudformation
