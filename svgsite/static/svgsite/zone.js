"use strict";
// The browser's time zone, for who has chosen none; the next page shows it.
{
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  if (timeZone && !document.cookie.split("; ").includes(`zone=${timeZone}`)) {
    document.cookie = `zone=${timeZone}; path=/; max-age=31536000; samesite=lax`;
  }
}
