// The 18 intrinsic functions. Each stands in the file of its name.
// Source: Step Functions Developer Guide, "Intrinsic functions for JSONPath states in Step
// Functions"; Amazon States Language, "Appendix B: List of Intrinsic Functions".
#pragma once

#include <array>
#include <limits>

#include "asl/intrinsics/call.hpp"

namespace spotdrill::asl::intrinsics {

Outcome array(const Invocation& invocation);
Outcome array_contains(const Invocation& invocation);
Outcome array_get_item(const Invocation& invocation);
Outcome array_length(const Invocation& invocation);
Outcome array_partition(const Invocation& invocation);
Outcome array_range(const Invocation& invocation);
Outcome array_unique(const Invocation& invocation);
Outcome base64_decode(const Invocation& invocation);
Outcome base64_encode(const Invocation& invocation);
Outcome format(const Invocation& invocation);
Outcome hash(const Invocation& invocation);
Outcome json_merge(const Invocation& invocation);
Outcome json_to_string(const Invocation& invocation);
Outcome math_add(const Invocation& invocation);
Outcome math_random(const Invocation& invocation);
Outcome string_split(const Invocation& invocation);
Outcome string_to_json(const Invocation& invocation);
Outcome uuid(const Invocation& invocation);

inline constexpr std::size_t any_number = std::numeric_limits<std::size_t>::max();

inline constexpr std::array functions = {
    Function{"States.Array", 0, any_number, array},
    Function{"States.ArrayContains", 2, 2, array_contains},
    Function{"States.ArrayGetItem", 2, 2, array_get_item},
    Function{"States.ArrayLength", 1, 1, array_length},
    Function{"States.ArrayPartition", 2, 2, array_partition},
    Function{"States.ArrayRange", 3, 3, array_range},
    Function{"States.ArrayUnique", 1, 1, array_unique},
    Function{"States.Base64Decode", 1, 1, base64_decode},
    Function{"States.Base64Encode", 1, 1, base64_encode},
    Function{"States.Format", 1, any_number, format},
    Function{"States.Hash", 2, 2, hash},
    Function{"States.JsonMerge", 3, 3, json_merge},
    Function{"States.JsonToString", 1, 1, json_to_string},
    Function{"States.MathAdd", 2, 2, math_add},
    Function{"States.MathRandom", 2, 3, math_random},
    Function{"States.StringSplit", 2, 2, string_split},
    Function{"States.StringToJson", 1, 1, string_to_json},
    Function{"States.UUID", 0, 0, uuid},
};

}  // namespace spotdrill::asl::intrinsics
