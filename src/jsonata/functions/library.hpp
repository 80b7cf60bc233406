// The built-in functions, by subject. Each takes its arguments as its signature has checked them;
// one that is not given is undefined.
#pragma once

#include <span>

#include "jsonata/evaluation.hpp"

namespace spotdrill::jsonata {

/// The argument number `index`, or nothing.
inline Value argument(const Arguments& arguments, std::size_t index) {
  return index < arguments.size() ? arguments[index] : Value{};
}

std::span<const Builtin> array_functions();
std::span<const Builtin> date_functions();
std::span<const Builtin> encoding_functions();
std::span<const Builtin> higher_order_functions();
std::span<const Builtin> matching_functions();
std::span<const Builtin> number_functions();
std::span<const Builtin> number_picture_functions();
std::span<const Builtin> object_functions();
std::span<const Builtin> picture_functions();
std::span<const Builtin> string_functions();

}  // namespace spotdrill::jsonata
