#include "forward/call.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/post.hpp>
#include <cstring>
#include <utility>

#include "base/assert.hpp"
#include "forward/address.hpp"
#include "protocol/body.hpp"

namespace spotdrill::forward {

namespace {

/// The rest of a reply whose head has gone to the client already.
class ReplySource final : public protocol::BodySource {
 public:
  ReplySource(std::shared_ptr<Call> call, std::uint64_t size)
      : call_(std::move(call)), size_(size) {}
  ~ReplySource() override { call_->abandon(); }
  ReplySource(const ReplySource&) = delete;
  ReplySource& operator=(const ReplySource&) = delete;

  [[nodiscard]] std::uint64_t size() const override { return size_; }
  std::optional<std::string> next(std::size_t max) override { return call_->next(max); }
  bool is_waiting(std::function<void()> again) override {
    return call_->is_waiting(std::move(again));
  }

 private:
  std::shared_ptr<Call> call_;
  std::uint64_t size_;
};

Call& call_at(void* self) {
  return *static_cast<Call*>(self);
}

}  // namespace

std::shared_ptr<Call> Call::begin(const std::shared_ptr<Calls>& calls, Outgoing outgoing) {
  std::shared_ptr<Call> call{new Call{calls, std::move(outgoing)}};
  call->set_up();
  calls->begin(call, call->handle_);
  return call;
}

Call::Call(const std::shared_ptr<Calls>& calls, Outgoing outgoing)
    : calls_(calls), outgoing_(std::move(outgoing)), handle_(curl_easy_init()) {
  ASSERT(handle_ != nullptr);
  moved();
}

Call::~Call() {
  curl_easy_cleanup(handle_);
  curl_slist_free_all(headers_);
}

void Call::set_up() {
  const auto calls = calls_.lock();
  const protocol::HttpRequest& request = outgoing_.request;
  curl_easy_setopt(handle_, CURLOPT_URL, (outgoing_.base + "/").c_str());
  curl_easy_setopt(handle_, CURLOPT_REQUEST_TARGET, request.target.c_str());
  curl_easy_setopt(handle_, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle_, CURLOPT_FOLLOWLOCATION, 0L);
  // What is configured is where it goes: no proxy of the environment's.
  curl_easy_setopt(handle_, CURLOPT_PROXY, "");
  curl_easy_setopt(handle_, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  curl_easy_setopt(handle_, CURLOPT_NOSIGNAL, 1L);
  // Otherwise giving a call up waits for a resolver that hangs.
  curl_easy_setopt(handle_, CURLOPT_QUICK_EXIT, 1L);
  curl_easy_setopt(handle_, CURLOPT_CONNECTTIMEOUT_MS,
                   static_cast<long>(calls->limits().connect.count()));
  curl_easy_setopt(handle_, CURLOPT_OPENSOCKETFUNCTION, &Call::open_socket);
  curl_easy_setopt(handle_, CURLOPT_OPENSOCKETDATA, this);
  if (!outgoing_.ca_bundle.empty()) {
    curl_easy_setopt(handle_, CURLOPT_CAINFO, outgoing_.ca_bundle.c_str());
  }
  for (const auto& [name, value] : request.headers) {
    const std::string line = value.empty() ? name + ";" : name + ": " + value;
    headers_ = curl_slist_append(headers_, line.c_str());
  }
  headers_ = curl_slist_append(headers_, "Expect:");  // A wait for "100 Continue" only costs time.
  if (!request.headers.contains("Accept")) headers_ = curl_slist_append(headers_, "Accept:");
  set_up_body();
  curl_easy_setopt(handle_, CURLOPT_CUSTOMREQUEST, request.method.c_str());
  curl_easy_setopt(handle_, CURLOPT_HTTPHEADER, headers_);
  curl_easy_setopt(handle_, CURLOPT_WRITEFUNCTION, &Call::take_body);
  curl_easy_setopt(handle_, CURLOPT_WRITEDATA, this);
  curl_easy_setopt(handle_, CURLOPT_HEADERFUNCTION, &Call::take_header);
  curl_easy_setopt(handle_, CURLOPT_HEADERDATA, this);
  curl_easy_setopt(handle_, CURLOPT_ERRORBUFFER, problem_);
}

void Call::set_up_body() {
  const protocol::HttpRequest& request = outgoing_.request;
  if (request.method == "HEAD") {
    curl_easy_setopt(handle_, CURLOPT_NOBODY, 1L);
    return;
  }
  const bool has_none = !outgoing_.body_follows && request.body.empty();
  if (has_none && (request.method == "GET" || request.method == "DELETE")) return;
  curl_easy_setopt(handle_, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(handle_, CURLOPT_READFUNCTION, &Call::give_body);
  curl_easy_setopt(handle_, CURLOPT_READDATA, this);
  if (!outgoing_.body_follows) {
    curl_easy_setopt(handle_, CURLOPT_INFILESIZE_LARGE,
                     static_cast<curl_off_t>(request.body.size()));
    curl_easy_setopt(handle_, CURLOPT_SEEKFUNCTION, &Call::rewind_body);
    curl_easy_setopt(handle_, CURLOPT_SEEKDATA, this);
    return;
  }
  // One that was kept may have been closed at the other end: what was sent by it cannot be again.
  curl_easy_setopt(handle_, CURLOPT_FRESH_CONNECT, 1L);
  if (outgoing_.length) {
    curl_easy_setopt(handle_, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(*outgoing_.length));
  } else {
    headers_ = curl_slist_append(headers_, "Transfer-Encoding: chunked");
  }
}

void Call::when_answered(Answer answer) {
  answer_ = std::move(answer);
  if (done_ || streaming_) deliver();
}

void Call::deliver() {
  const auto calls = calls_.lock();
  if (!calls || !answer_) return;
  auto tell = [self = shared_from_this(), answer = std::exchange(answer_, nullptr)] {
    if (!self->streaming_ && !self->failure_.empty()) return answer(refuse(self->failure_));
    if (self->streaming_) {
      self->response_.source = std::make_shared<ReplySource>(self, self->size_);
    } else {
      self->response_.body = std::move(self->in_);
    }
    answer(std::move(self->response_));
  };
  // Not from within libcurl, which must not be called again from there.
  boost::asio::post(calls->loop(), std::move(tell));
}

void Call::write(std::string_view bytes) {
  if (done_) return;
  out_ += bytes;
  moved();
  if (std::exchange(out_paused_, false)) resume();
}

void Call::finish() {
  all_given_ = true;
  moved();
  if (!done_ && std::exchange(out_paused_, false)) resume();
}

bool Call::is_full(std::function<void()> again) {
  if (done_ || out_.size() < under_way_bytes) return false;
  if (again) when_room_ = std::move(again);
  return true;
}

std::optional<std::string> Call::next(std::size_t max) {
  moved();
  if (in_.empty()) {
    if (!failure_.empty() || !done_) return std::nullopt;
    return std::string{};
  }
  std::string piece = in_.substr(0, max);
  in_.erase(0, piece.size());
  if (!done_ && in_.size() < under_way_bytes / 2 && std::exchange(in_paused_, false)) resume();
  return piece;
}

bool Call::is_waiting(std::function<void()> again) {
  if (!in_.empty() || done_) return false;
  if (again) when_more_ = std::move(again);
  return true;
}

void Call::resume() {
  curl_easy_pause(handle_, (in_paused_ ? CURLPAUSE_RECV : 0) | (out_paused_ ? CURLPAUSE_SEND : 0));
}

void Call::abandon() {
  answer_ = nullptr;
  if (done_) return;
  done_ = true;
  failure_ = "it was given up";
  if (const auto calls = calls_.lock()) calls->end(handle_);
}

bool Call::waits_for_endpoint() const {
  if (done_) return false;
  if (outgoing_.body_follows && !all_given_ && out_.empty()) return false;
  return !streaming_ || in_.empty();
}

std::chrono::milliseconds Call::idle_for() const {
  if (!waits_for_endpoint()) return {};
  return std::chrono::floor<std::chrono::milliseconds>(std::chrono::steady_clock::now() -
                                                       moved_at_);
}

void Call::give_up() {
  if (done_) return;
  const auto calls = calls_.lock();
  if (calls) calls->end(handle_);
  fail(fmt::format("{} does not answer: nothing came of it for {} seconds", outgoing_.base,
                   calls ? calls->limits().idle.count() / 1000 : 0));
}

void Call::fail(std::string why) {
  failure_ = std::move(why);
  over();
}

void Call::over() {
  done_ = true;
  out_.clear();
  later(when_room_);
  later(when_more_);
  deliver();
}

void Call::ended(CURLcode code) {
  if (!refused_.empty()) return fail(refused_);
  if (code != CURLE_OK) {
    return fail(fmt::format("{} does not answer: {}", outgoing_.base,
                            problem_[0] != '\0' ? problem_ : curl_easy_strerror(code)));
  }
  take_status();
  over();
}

void Call::take_status() {
  long status = 0;
  curl_easy_getinfo(handle_, CURLINFO_RESPONSE_CODE, &status);
  response_.status = static_cast<int>(status);
}

void Call::moved() {
  moved_at_ = std::chrono::steady_clock::now();
}

void Call::later(std::function<void()>& waiting) {
  const auto calls = calls_.lock();
  if (!calls || !waiting) return;
  boost::asio::post(calls->loop(), std::exchange(waiting, nullptr));
}

std::size_t Call::give_body(char* into, std::size_t size, std::size_t count, void* self) {
  Call& call = call_at(self);
  const std::size_t max = size * count;
  call.moved();
  if (!call.outgoing_.body_follows) {
    const std::string_view left = std::string_view{call.outgoing_.request.body}.substr(call.sent_);
    const std::size_t given = std::min(max, left.size());
    std::memcpy(into, left.data(), given);
    call.sent_ += given;
    return given;
  }
  if (call.out_.empty()) {
    if (call.all_given_) return 0;
    call.out_paused_ = true;
    return CURL_READFUNC_PAUSE;
  }
  const std::size_t given = std::min(max, call.out_.size());
  std::memcpy(into, call.out_.data(), given);
  call.out_.erase(0, given);
  if (call.out_.size() < under_way_bytes / 2) call.later(call.when_room_);
  return given;
}

int Call::rewind_body(void* self, curl_off_t offset, int origin) {
  Call& call = call_at(self);
  const auto to = static_cast<std::size_t>(offset);
  if (origin != SEEK_SET || offset < 0 || to > call.outgoing_.request.body.size()) {
    return CURL_SEEKFUNC_CANTSEEK;
  }
  call.sent_ = to;
  return CURL_SEEKFUNC_OK;
}

bool Call::streams() {
  curl_off_t length = -1;
  curl_easy_getinfo(handle_, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
  const bool good = response_.status >= 200 && response_.status < 300;
  if (outgoing_.whole || !good || length < 0) return false;
  size_ = static_cast<std::uint64_t>(length);
  return size_ > memory_reply_bytes;
}

std::size_t Call::take_body(char* data, std::size_t size, std::size_t count, void* self) {
  Call& call = call_at(self);
  const std::size_t bytes = size * count;
  call.moved();
  if (!std::exchange(call.head_done_, true)) {
    call.take_status();
    call.streaming_ = call.streams();
    if (call.streaming_) call.deliver();
  }
  if (call.streaming_ && call.in_.size() >= under_way_bytes) {
    call.in_paused_ = true;
    return CURL_WRITEFUNC_PAUSE;
  }
  if (!call.streaming_ && call.in_.size() + bytes > whole_reply_bytes_max) {
    call.refused_ = fmt::format(
        "{} answered with more than {} bytes, of which it did not say how "
        "many there are",
        call.outgoing_.base, whole_reply_bytes_max);
    return 0;  // libcurl gives up.
  }
  call.in_.append(data, bytes);
  call.later(call.when_more_);
  return bytes;
}

std::size_t Call::take_header(char* data, std::size_t size, std::size_t count, void* self) {
  Call& call = call_at(self);
  std::string_view line{data, size * count};
  call.moved();
  if (line.starts_with("HTTP/")) {
    // A new status line: what came before it was "100 Continue".
    call.response_.headers = {};
    return line.size();
  }
  while (!line.empty() && (line.back() == '\r' || line.back() == '\n')) line.remove_suffix(1);
  const std::size_t colon = line.find(':');
  if (colon != std::string_view::npos && !call.head_done_) {
    std::string_view value = line.substr(colon + 1);
    while (!value.empty() && value.front() == ' ') value.remove_prefix(1);
    call.response_.headers.add(std::string{line.substr(0, colon)}, std::string{value});
  }
  return size * count;
}

curl_socket_t Call::open_socket(void* self, curlsocktype, curl_sockaddr* address) {
  Call& call = call_at(self);
  const auto calls = call.calls_.lock();
  if (!calls || !may_be_connected(address->addr, calls->own_port())) {
    call.refused_ = fmt::format(
        "{} is an address that spotdrill passes nothing on to: its own, or one of this link's, "
        "where metadata services are",
        call.outgoing_.base);
    return CURL_SOCKET_BAD;
  }
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

}  // namespace spotdrill::forward
