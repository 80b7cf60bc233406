// Result<T, E>: a value or an error, and TRY, which yields the one or returns the other.
// Not an exception mechanism: exceptions in this project mean bugs (docs/adr/0002).
#pragma once

#include <tl/expected.hpp>
#include <type_traits>
#include <utility>

#include "base/aws_error.hpp"

namespace spotdrill {

/// std::expected's interface, [[nodiscard]]. C++23 will replace this header.
template <class T, class E = AwsError>
class [[nodiscard]] Result : public tl::expected<T, E> {
 public:
  using Base = tl::expected<T, E>;
  using Base::Base;
  Result() = default;
  Result(Base base) : Base(std::move(base)) {}  // NOLINT: conversion is the point.
};

/// An error on its way to becoming a Result of any value type.
template <class E = AwsError>
using Refusal = tl::unexpected<E>;

/// Makes a refusal of `error`.
template <class E>
[[nodiscard]] Refusal<std::decay_t<E>> refuse(E&& error) {
  return Refusal<std::decay_t<E>>{std::forward<E>(error)};
}

}  // namespace spotdrill

/// Yields the value of `expression`, or returns its error from the enclosing function.
/// Never in a coroutine: g++ 12.2 crashes (GCC PR 115851).
#define TRY(expression)                                                                \
  ({                                                                                   \
    auto&& try_result_ = (expression);                                                 \
    if (!try_result_.has_value()) [[unlikely]]                                         \
      return ::tl::unexpected{std::move(try_result_).error()};                         \
    ::spotdrill::detail::take_value(std::forward<decltype(try_result_)>(try_result_)); \
  })

namespace spotdrill::detail {

template <class R>
auto take_value(R&& result) {
  using Value = typename std::remove_cvref_t<R>::value_type;
  if constexpr (std::is_void_v<Value>) {
    return;
  } else {
    return Value(std::forward<R>(result).value());
  }
}

}  // namespace spotdrill::detail
