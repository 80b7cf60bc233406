// What joins an operation's model to the function that carries it out. A service is a table of
// these: `operation<terminate_instances>("TerminateInstances"),` is all that an addition needs.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>

#include "base/result.hpp"
#include "shape/shape.hpp"

namespace spotdrill::protocol {
class BodySource;
class StoredBody;
}  // namespace spotdrill::protocol

namespace spotdrill::wire {

/// Where a handler puts the body of a reply that is too long for memory.
struct LongReply {
  std::shared_ptr<protocol::BodySource> body;
};

/// Who calls, and how. Handlers that need it take it as their third parameter.
struct Context {
  std::string account;  ///< Of the caller.
  std::string region;
  std::string caller_arn;  ///< "arn:aws:iam::123456789012:root", "…:assumed-role/R/i-…".
  std::string caller_id;   ///< UserId as STS gives it.
  std::string access_key_id;
  std::string request_id;  ///< UUID, as in the reply's headers.
  std::string source;      ///< "http", "states", "fis": for the journal.
  /// The body of a request that is not in the request itself (wire/object_body.hpp), or null.
  std::shared_ptr<protocol::StoredBody> body = {};
  std::shared_ptr<LongReply> reply = {};  ///< Null: whoever calls wants it in the reply itself.
};

/// What an operation came to.
using Outcome = Result<shape::AnyValue>;

/// Called exactly once, now or in a later event.
using Reply = std::function<void(Outcome)>;

/// One operation of a service.
struct Operation {
  std::string_view name;
  const shape::Shape& (*input)();
  const shape::Shape& (*output)();
  void (*invoke)(void* service, const Context& context, const void* request, Reply reply);
};

namespace detail {

template <class F>
struct Signature;

// Result<Out> handler(Service&, const In&)
template <class Out, class S, class In>
struct Signature<Result<Out> (*)(S&, const In&)> {
  using Service = S;
  using Input = In;
  using Output = Out;
  template <auto Handler>
  static void invoke(void* service, const Context&, const void* request, Reply reply) {
    Result<Out> result = Handler(*static_cast<S*>(service), *static_cast<const In*>(request));
    if (!result.has_value()) return reply(refuse(std::move(result).error()));
    reply(shape::AnyValue::of(std::move(result).value()));
  }
};

// Result<Out> handler(Service&, const In&, const Context&)
template <class Out, class S, class In>
struct Signature<Result<Out> (*)(S&, const In&, const Context&)> {
  using Service = S;
  using Input = In;
  using Output = Out;
  template <auto Handler>
  static void invoke(void* service, const Context& context, const void* request, Reply reply) {
    Result<Out> result =
        Handler(*static_cast<S*>(service), *static_cast<const In*>(request), context);
    if (!result.has_value()) return reply(refuse(std::move(result).error()));
    reply(shape::AnyValue::of(std::move(result).value()));
  }
};

// void handler(Service&, const In&, const Context&, std::function<void(Result<Out>)>): replies
// later, as long polls do.
template <class Out, class S, class In>
struct Signature<void (*)(S&, const In&, const Context&, std::function<void(Result<Out>)>)> {
  using Service = S;
  using Input = In;
  using Output = Out;
  template <auto Handler>
  static void invoke(void* service, const Context& context, const void* request, Reply reply) {
    Handler(*static_cast<S*>(service), *static_cast<const In*>(request), context,
            [reply = std::move(reply)](Result<Out> result) {
              if (!result.has_value()) return reply(refuse(std::move(result).error()));
              reply(shape::AnyValue::of(std::move(result).value()));
            });
  }
};

}  // namespace detail

template <auto Handler>
constexpr Operation operation(std::string_view name) {
  using Form = detail::Signature<decltype(Handler)>;
  return {name, &shape::shape_of<typename Form::Input>, &shape::shape_of<typename Form::Output>,
          &Form::template invoke<Handler>};
}

}  // namespace spotdrill::wire
