// One request's way from the session to its handler and back. Internal to http/.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <string>

#include "http/listener.hpp"
#include "http/turn.hpp"

namespace spotdrill::http {

class Exchange : public std::enable_shared_from_this<Exchange> {
 public:
  Exchange(boost::asio::io_context& loop, Turn& turn) : turn_(turn), changed_(loop) {}

  /// What the handler answers with. When the last copy goes unanswered, the reply is 500.
  Responder responder();

  /// Waits until there is something to send.
  boost::asio::awaitable<void> wait();

  /// The client has gone; streams hear of it.
  void client_gone();

  /// Set once the reply may leave.
  bool ready = false;
  bool streaming = false;
  protocol::HttpResponse response;
  std::string pieces;     ///< Of a stream: what was written and not yet sent.
  bool complete = false;  ///< Of a stream: nothing more will be written.
  bool gone = false;

 private:
  class Ticket;
  class Writer;

  void answer(protocol::HttpResponse reply);
  void refuse();
  void wake() { changed_.cancel(); }

  Turn& turn_;
  boost::asio::steady_timer changed_;
  bool answered_ = false;
};

/// What a reply's bytes depend on beside the reply.
struct Framing {
  bool keep_alive = true;
  bool http_1_0 = false;
  bool head_request = false;
  bool chunked = false;
  std::string_view date;
};

/// Status line, headers and, unless chunked or in answer to HEAD, the body.
std::string serialize(const protocol::HttpResponse& response, const Framing& framing);

}  // namespace spotdrill::http
