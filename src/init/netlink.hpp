// One request to the kernel's table of interfaces, addresses and routes, and its answer.
#pragma once

#include <linux/rtnetlink.h>
#include <sys/socket.h>

#include <cstdint>
#include <cstring>

#include "init/outcome.hpp"

namespace spotdrill::init {

/// One request of rtnetlink. Source: rtnetlink(7).
class NetlinkRequest {
 public:
  NetlinkRequest(std::uint16_t type, int flags) {
    header()->nlmsg_type = type;
    header()->nlmsg_flags = static_cast<std::uint16_t>(NLM_F_REQUEST | NLM_F_ACK | flags);
    header()->nlmsg_len = NLMSG_LENGTH(0);
  }

  template <class Body>
  void body(const Body& body) {
    std::memcpy(NLMSG_DATA(header()), &body, sizeof body);
    header()->nlmsg_len = NLMSG_LENGTH(sizeof body);
  }

  rtattr* add(std::uint16_t type, const void* data, std::size_t size) {
    auto* attribute = reinterpret_cast<rtattr*>(buffer_ + NLMSG_ALIGN(header()->nlmsg_len));
    attribute->rta_type = type;
    attribute->rta_len = static_cast<std::uint16_t>(RTA_LENGTH(size));
    if (size > 0) std::memcpy(RTA_DATA(attribute), data, size);
    header()->nlmsg_len = static_cast<std::uint32_t>(NLMSG_ALIGN(header()->nlmsg_len) +
                                                     RTA_ALIGN(attribute->rta_len));
    return attribute;
  }
  rtattr* add(std::uint16_t type, const char* text) {
    return add(type, text, std::strlen(text) + 1);
  }
  /// What was added since `outer` is inside it.
  void close(rtattr* outer) {
    outer->rta_len =
        static_cast<std::uint16_t>(buffer_ + header()->nlmsg_len - reinterpret_cast<char*>(outer));
  }

  Outcome send(int fd, const char* step) {
    if (::send(fd, buffer_, header()->nlmsg_len, 0) < 0) return failure(step);
    alignas(nlmsghdr) char reply[1024];
    const ssize_t got = recv(fd, reply, sizeof reply, 0);
    const auto* answer = reinterpret_cast<const nlmsghdr*>(reply);
    if (got < static_cast<ssize_t>(NLMSG_LENGTH(sizeof(nlmsgerr)))) return {step, EBADMSG};
    const auto* error = static_cast<const nlmsgerr*>(NLMSG_DATA(answer));
    if (answer->nlmsg_type != NLMSG_ERROR) return {step, EBADMSG};
    return error->error == 0 ? done() : Outcome{step, -error->error};
  }

 private:
  nlmsghdr* header() { return reinterpret_cast<nlmsghdr*>(buffer_); }

  alignas(nlmsghdr) char buffer_[512] = {};
};

}  // namespace spotdrill::init
