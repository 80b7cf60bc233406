// A metadata service on this machine, which says what a test tells it to.
#pragma once

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace spotdrill::checkpoint {

inline std::string reply_of(int status, const std::string& body) {
  return "HTTP/1.1 " + std::to_string(status) +
         " Some Reason\r\nServer: EC2ws\r\ncontent-length: " + std::to_string(body.size()) +
         "\r\nConnection: close\r\n\r\n" + body;
}

class FakeImds {
 public:
  static constexpr const char* notice_path = "/latest/meta-data/spot/instance-action";
  static constexpr const char* rebalance_path =
      "/latest/meta-data/events/recommendations/rebalance";

  FakeImds() : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* any = reinterpret_cast<sockaddr*>(&address);
    EXPECT_EQ(::bind(listener_, any, size), 0);
    EXPECT_EQ(::listen(listener_, 16), 0);
    EXPECT_EQ(::getsockname(listener_, any, &size), 0);
    endpoint = "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port)) + "/";
    thread_ = std::thread{[this] { serve(); }};
  }
  ~FakeImds() {
    ::eventfd_write(end_, 1);
    thread_.join();
    ::close(listener_);
    ::close(end_);
  }
  FakeImds(const FakeImds&) = delete;
  FakeImds& operator=(const FakeImds&) = delete;

  /// What is answered at `path` from now on: a whole reply.
  void put(const std::string& path, std::string reply) {
    const std::lock_guard lock{mutex_};
    replies_[path] = std::move(reply);
  }
  /// Tokens that were given are refused from now on.
  void forget_tokens() {
    const std::lock_guard lock{mutex_};
    valid_from_ = tokens_;
  }
  int tokens() {
    const std::lock_guard lock{mutex_};
    return tokens_;
  }
  /// "METHOD PATH" of each request.
  std::vector<std::string> requests() {
    const std::lock_guard lock{mutex_};
    return requests_;
  }

  std::string endpoint;

 private:
  void serve() {
    for (;;) {
      std::array<pollfd, 2> files{{{end_, POLLIN, 0}, {listener_, POLLIN, 0}}};
      ::poll(files.data(), files.size(), -1);
      if (files[0].revents != 0) return;
      const int connection = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      std::string request;
      std::array<char, 4096> part{};
      while (request.find("\r\n\r\n") == std::string::npos) {
        const ssize_t got = ::recv(connection, part.data(), part.size(), 0);
        if (got <= 0) break;
        request.append(part.data(), static_cast<std::size_t>(got));
      }
      // In two parts, as networks may deliver it.
      const std::string reply = answer(request);
      const std::string half = reply.substr(0, reply.size() / 2);
      ::send(connection, half.data(), half.size(), MSG_NOSIGNAL);
      std::this_thread::yield();
      ::send(connection, reply.data() + half.size(), reply.size() - half.size(), MSG_NOSIGNAL);
      ::close(connection);
    }
  }

  std::string answer(const std::string& request) {
    const std::lock_guard lock{mutex_};
    const std::string line = request.substr(0, request.find(" HTTP/1.1\r\n"));
    requests_.push_back(line);
    if (line == "PUT /latest/api/token") {
      if (request.find("X-aws-ec2-metadata-token-ttl-seconds: 21600\r\n") == std::string::npos) {
        return reply_of(400, "");
      }
      return reply_of(200, "token-" + std::to_string(++tokens_));
    }
    const std::string header = "X-aws-ec2-metadata-token: token-";
    const std::size_t at = request.find(header);
    if (at == std::string::npos) return reply_of(401, "");
    if (std::stoi(request.substr(at + header.size())) <= valid_from_) return reply_of(401, "");
    const auto found = replies_.find(line.substr(line.find(' ') + 1));
    return found == replies_.end() ? reply_of(404, "<html>404 - Not Found</html>") : found->second;
  }

  int listener_;
  int end_ = ::eventfd(0, EFD_CLOEXEC);
  std::mutex mutex_;
  std::map<std::string, std::string> replies_;
  std::vector<std::string> requests_;
  int tokens_ = 0;
  int valid_from_ = 0;
  std::thread thread_;
};

}  // namespace spotdrill::checkpoint
