#include <curl/curl.h>
#include <fmt/format.h>

#include <mutex>

#include "client/transport.hpp"

namespace spotdrill::client {

namespace {

struct Incoming {
  protocol::HttpResponse response;
  bool too_large = false;
};

std::size_t take_body(char* data, std::size_t size, std::size_t count, void* context) {
  auto& incoming = *static_cast<Incoming*>(context);
  const std::size_t bytes = size * count;
  if (incoming.response.body.size() + bytes > reply_bytes_max) {
    incoming.too_large = true;
    return 0;  // libcurl gives up.
  }
  incoming.response.body.append(data, bytes);
  return bytes;
}

std::size_t take_header(char* data, std::size_t size, std::size_t count, void* context) {
  auto& incoming = *static_cast<Incoming*>(context);
  std::string_view line{data, size * count};
  if (line.starts_with("HTTP/")) {
    // A new status line: what came before it was "100 Continue".
    incoming.response.headers = {};
    return line.size();
  }
  while (!line.empty() && (line.back() == '\r' || line.back() == '\n')) line.remove_suffix(1);
  const std::size_t colon = line.find(':');
  if (colon != std::string_view::npos) {
    std::string_view value = line.substr(colon + 1);
    while (!value.empty() && value.front() == ' ') value.remove_prefix(1);
    incoming.response.headers.add(std::string{line.substr(0, colon)}, std::string{value});
  }
  return size * count;
}

class HeaderList {
 public:
  HeaderList() = default;
  HeaderList(const HeaderList&) = delete;
  HeaderList& operator=(const HeaderList&) = delete;
  ~HeaderList() { curl_slist_free_all(list_); }

  void add(const std::string& line) { list_ = curl_slist_append(list_, line.c_str()); }
  [[nodiscard]] curl_slist* get() const { return list_; }

 private:
  curl_slist* list_ = nullptr;
};

class CurlTransport : public Transport {
 public:
  explicit CurlTransport(TransportOptions options) : options_(std::move(options)) {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
    handle_ = curl_easy_init();
  }
  CurlTransport(const CurlTransport&) = delete;
  CurlTransport& operator=(const CurlTransport&) = delete;
  ~CurlTransport() override { curl_easy_cleanup(handle_); }

  Result<protocol::HttpResponse, std::string> perform(
      const std::string& base, const protocol::HttpRequest& request) override {
    if (handle_ == nullptr) return refuse(std::string{"libcurl could not be initialised"});
    Incoming incoming;
    HeaderList headers;
    for (const auto& [name, value] : request.headers) {
      headers.add(value.empty() ? name + ";" : name + ": " + value);
    }
    headers.add("Expect:");  // A wait for "100 Continue" only costs time.
    // libcurl would call every body a form.
    if (!request.headers.contains("Content-Type")) headers.add("Content-Type:");
    char problem[CURL_ERROR_SIZE] = "";
    set_up(base + request.target, request, headers.get(), incoming, problem);
    const CURLcode code = curl_easy_perform(handle_);
    if (code != CURLE_OK) {
      if (incoming.too_large) {
        return refuse(fmt::format("{} answered with more than {} bytes", base, reply_bytes_max));
      }
      return refuse(fmt::format("{} does not answer: {}", base,
                                problem[0] != '\0' ? problem : curl_easy_strerror(code)));
    }
    long status = 0;
    curl_easy_getinfo(handle_, CURLINFO_RESPONSE_CODE, &status);
    incoming.response.status = static_cast<int>(status);
    return std::move(incoming.response);
  }

 private:
  void set_up(const std::string& url, const protocol::HttpRequest& request, curl_slist* headers,
              Incoming& incoming, char* problem) {
    curl_easy_reset(handle_);  // Connections stay.
    curl_easy_setopt(handle_, CURLOPT_URL, url.c_str());
    curl_easy_setopt(handle_, CURLOPT_PATH_AS_IS, 1L);
    curl_easy_setopt(handle_, CURLOPT_CUSTOMREQUEST, request.method.c_str());
    const bool bodiless = request.method == "GET" || request.method == "DELETE";
    if (!bodiless || !request.body.empty()) {
      curl_easy_setopt(handle_, CURLOPT_POSTFIELDS, request.body.data());
      curl_easy_setopt(handle_, CURLOPT_POSTFIELDSIZE_LARGE,
                       static_cast<curl_off_t>(request.body.size()));
    }
    curl_easy_setopt(handle_, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(handle_, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(handle_, CURLOPT_WRITEDATA, &incoming);
    curl_easy_setopt(handle_, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(handle_, CURLOPT_HEADERDATA, &incoming);
    curl_easy_setopt(handle_, CURLOPT_ERRORBUFFER, problem);
    curl_easy_setopt(handle_, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle_, CURLOPT_TCP_NODELAY, 1L);
    curl_easy_setopt(handle_, CURLOPT_CONNECTTIMEOUT_MS,
                     static_cast<long>(options_.connect_timeout.count()));
    curl_easy_setopt(handle_, CURLOPT_TIMEOUT_MS, static_cast<long>(options_.timeout.count()));
    if (!options_.ca_bundle.empty()) {
      curl_easy_setopt(handle_, CURLOPT_CAINFO, options_.ca_bundle.c_str());
    }
    // Our own server is on this machine: a proxy in the environment is not meant for it.
    curl_easy_setopt(handle_, CURLOPT_NOPROXY, "127.0.0.1,::1,localhost");
  }

  TransportOptions options_;
  CURL* handle_ = nullptr;
};

}  // namespace

std::unique_ptr<Transport> make_curl_transport(TransportOptions options) {
  return std::make_unique<CurlTransport>(std::move(options));
}

}  // namespace spotdrill::client
