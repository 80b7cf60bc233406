// The errors of the language: codes, the reference's sentences, and what is filled into them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "jsonata/jsonata.hpp"
#include "jsonata/value.hpp"

namespace spotdrill::jsonata {

/// What an evaluation fails with, before it becomes an `Error`. Lives in the evaluation's arena.
struct Thrown {
  std::string_view code;
  std::int64_t position = -1;  ///< -1: not known yet.
  std::string_view token;
  bool has_token = false;
  Value value;
  Value value2;
  std::uint32_t index = 0;  ///< Of an argument, from 1.
  std::string_view text;    ///< {{type}}, {{functionName}}, or a message of the author's.
};

/// Why an evaluation stopped, as a value: cheap to hand on.
struct Failure {
  Thrown* thrown = nullptr;
};

/// What a value's place in a message is filled with, as JSON; undefined is "undefined".
struct Insertions {
  std::string token;  ///< As JSON.
  std::string raw_token;
  std::string value;   ///< As JSON.
  std::string value2;  ///< As JSON.
  std::string index;
  std::string type;  ///< As JSON.
  std::string message;
};

/// What U1001 says of too many evaluations in each other.
inline constexpr std::string_view stack_overflow =
    "Stack overflow error: Check for non-terminating recursive function.  Consider rewriting as "
    "tail-recursive.";

/// The reference's sentence for `code`, filled in.
std::string message_for(std::string_view code, const Insertions& insertions);

/// A text in quotes, with JSON's escapes.
std::string quoted(std::string_view text);

/// An error found while compiling. `value` and `token` are what stands in the message.
Error syntax_error(std::string_view code, std::size_t position, std::string_view token = {},
                   std::string_view value = {});

}  // namespace spotdrill::jsonata
